import type { JsonValue } from "../json-value.ts";
import { installedBlock } from "./installed-block.ts";
import { ANYTHING, plainFields } from "./plain-fields.ts";

type SecretFields = { value: JsonValue };

/** A secret text, or secret JSON, under a name; the same block as Python's `Secret`. */
export class Secret extends installedBlock({
  name: "Secret",
  slug: "secret",
  className: "Secret",
  fields: plainFields<SecretFields, SecretFields>({ value: ANYTHING }),
  secretFields: ["value"],
}) {
  /** The secret itself. */
  get(): JsonValue {
    return this.value;
  }
}
