import type { JsonValue } from "../json-value.ts";
import { blockClass } from "./block-class.ts";
import { ANYTHING, plainFields } from "./plain-fields.ts";
import { registerBlock } from "./register-block.ts";

const NAME = "JSON";
const SLUG = "json";
const DESCRIPTION = "A block that represents JSON";

/** As Prefect 2 has it; Prefect 3 keeps such values in variables, and loads this with a class of these fields. */
const schema = {
  title: NAME,
  type: "object",
  description: DESCRIPTION,
  properties: { value: { title: "Value", description: "A JSON-compatible value.", position: 0 } },
  required: ["value"],
  secret_fields: [],
  block_type_slug: SLUG,
  block_schema_references: {},
};

type JsonFields = { value: JsonValue };

/** Any JSON under a name. What is not to be shown belongs into a `Secret`; variables do for small values. */
export class Json extends blockClass({
  name: NAME,
  slug: SLUG,
  fields: plainFields<JsonFields, JsonFields>({ value: ANYTHING }),
  secretFields: [],
  nested: new Map(),
  schema,
  register: (client) =>
    registerBlock(client, { name: NAME, slug: SLUG, description: DESCRIPTION, schema, nested: new Map() }),
}) {}
