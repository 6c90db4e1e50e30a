import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { JsonValue } from "../json-value.ts";
import { type BlockClass, blockClass } from "./block-class.ts";
import { findInstalledBlock } from "./register-block.ts";

type SecretFields = { value: JsonValue };

const fields: StandardSchemaV1<SecretFields> = {
  "~standard": {
    version: 1,
    vendor: "reeve",
    validate(given) {
      const { value } = (given ?? {}) as Partial<SecretFields>;
      return value === undefined
        ? { issues: [{ message: "is missing", path: ["value"] }] }
        : { value: { value } };
    },
  },
};

const made: BlockClass<typeof fields> = blockClass({
  name: "Secret",
  slug: "secret",
  fields,
  secretFields: ["value"],
  nested: new Map(),
  // Its type comes with the server, and what Python knows of it is not to be written over.
  register: (client) => findInstalledBlock(client, "secret"),
});

/** A secret text, or secret JSON, under a name; the same block as Python's `Secret`. */
export class Secret extends made {
  /** The secret itself. */
  get(): JsonValue {
    return this.value;
  }
}
