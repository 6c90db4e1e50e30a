import { ReeveError } from "@reeve/protocol/errors";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

type JsonSchema = Readonly<Record<string, unknown>>;
type Described = { slug: string; name: string; description: string | undefined; fields: StandardSchemaV1 };

/** The fields of a block's schema as the wire has them. */
export type BlockFields = JsonSchema & { readonly secret_fields: readonly string[] };

/**
 * What a server and Python's client know of a block, worded as Python's client words it: the checksum of this text
 * decides whether a Python class of the same fields has the same schema.
 */
export function blockFields({ slug, name, description, fields }: Described): BlockFields {
  const { properties, required } = describe(name, fields);
  const placed = Object.entries(properties).map(([key, property], position) => [
    key,
    { title: fieldTitle(key), ...withoutImpliedBounds(property), position },
  ]);
  return {
    title: name.replaceAll(/\s/g, ""),
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(placed),
    ...(required.length > 0 ? { required } : {}),
    secret_fields: secretPaths(properties),
    block_type_slug: slug,
    block_schema_references: {},
  };
}

type Properties = Readonly<Record<string, JsonSchema>>;

function describe(name: string, fields: StandardSchemaV1): { properties: Properties; required: string[] } {
  const { jsonSchema } = fields["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  let schema: JsonSchema | undefined;
  let cause: unknown;
  try {
    schema = jsonSchema?.input({ target: "draft-07" });
  } catch (error) {
    cause = error;
  }
  if (schema?.type !== "object" || JSON.stringify(schema).includes('"$ref"')) {
    throw new ReeveError(
      "invalid_request",
      `The fields of the block "${name}" cannot be written as JSON Schema. Give an object schema that can ` +
        "describe itself, such as z.object({ … }) of Zod 4, of parts that JSON has and that do not hold themselves.",
      { cause },
    );
  }
  const { properties = {}, required = [] } = schema;
  return { properties: properties as Properties, required: required as string[] };
}

/** The dotted paths of secrets; of a secret that is an object, all that it holds is one. */
function secretPaths(properties: Properties, prefix = ""): string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const path = prefix + key;
    if (property.format === "password") return [property.type === "object" ? `${path}.*` : path];
    return secretPaths((property.properties ?? {}) as Properties, `${path}.`);
  });
}

/** `api_key` is titled "Api Key". */
const fieldTitle = (key: string): string =>
  key
    .replaceAll("_", " ")
    .toLowerCase()
    .replaceAll(/[a-z]+/g, (word) => word[0]!.toUpperCase() + word.slice(1));

/** Zod bounds every integer by what a double holds, which says nothing of the field. */
const withoutImpliedBounds = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    const isImplied =
      (key === "minimum" && value === Number.MIN_SAFE_INTEGER) ||
      (key === "maximum" && value === Number.MAX_SAFE_INTEGER);
    return isImplied ? undefined : value;
  });
