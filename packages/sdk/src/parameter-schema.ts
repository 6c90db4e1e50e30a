import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";

type JsonSchema = Record<string, unknown>;
type ZodNode = { zodSchema: { _zod: { def: { type: string } } }; jsonSchema: JsonSchema };

/** Any object: what is known of the parameters of a flow without a schema. */
const ANY_OBJECT: JsonSchema = { title: "Parameters", type: "object", properties: {} };

/**
 * The JSON Schema of what a flow takes, for forms and for the server's own check: properties carry the title
 * and position by which forms show them. A schema library that cannot describe itself leaves any object.
 */
export function parameterSchema(schema: StandardSchemaV1 | undefined): JsonSchema {
  const described = schema && describe(schema);
  if (!described) return ANY_OBJECT;
  const { $schema: _, properties = {}, ...rest } = described as JsonSchema & { properties?: JsonSchema };
  const placed = Object.entries(properties as Record<string, JsonSchema>).map(
    ([name, property], position) => [name, { title: name, ...property, position }],
  );
  return { title: "Parameters", ...rest, type: "object", properties: Object.fromEntries(placed) };
}

function describe(schema: StandardSchemaV1): JsonSchema | undefined {
  const { jsonSchema } = schema["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  try {
    return jsonSchema?.input({
      target: "draft-2020-12",
      libraryOptions: { unrepresentable: "any", override: describeDate },
    });
  } catch {
    // A part of it has no equal in JSON Schema, such as a custom class; the flow itself still checks it.
    return undefined;
  }
}

/** Zod has no JSON Schema for a Date; on the wire it is text. */
function describeDate({ zodSchema, jsonSchema }: ZodNode): void {
  if (zodSchema._zod.def.type !== "date") return;
  jsonSchema.type = "string";
  jsonSchema.format = "date-time";
}
