import { ReeveError } from "@reeve/protocol/errors";
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { type AnyBlockClass, isBlockClass, MAKING, type NestedClasses } from "./block-making.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The fields of a block as JSON Schema, and which of them hold other blocks. */
export type DescribedFields = {
  properties: Readonly<Record<string, JsonSchema>>;
  required: readonly string[];
  nested: NestedClasses;
};

/** As much as is asked of a part of a schema that JSON Schema has no word for, here those of Zod. */
type Unrepresentable = {
  zodSchema: { _zod: { bag: { Class?: unknown } } };
  path: readonly (string | number)[];
};

/** Where in `definitions` a schema has that of a nested block: under the name of Python's class. */
export const definitionName = ({ slug, [MAKING]: { schema } }: AnyBlockClass): string =>
  String(schema?.title ?? slug);

/** What the schema says of its fields; throws a ReeveError when it cannot be said in JSON Schema. */
export function describeFields(name: string, fields: StandardSchemaV1): DescribedFields {
  const { jsonSchema } = fields["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  const nested = new Map<string, AnyBlockClass[]>();
  let schema: JsonSchema | undefined;
  let cause: unknown;
  try {
    const unrepresentable = (part: Unrepresentable) => noteNestedBlock(nested, part);
    schema = jsonSchema?.input({ target: "draft-07", libraryOptions: { unrepresentable } });
  } catch (error) {
    cause = error;
  }
  if (schema?.type !== "object" || holdsItself(schema)) {
    throw new ReeveError(
      "invalid_request",
      `The fields of the block "${name}" cannot be written as JSON Schema. Give an object schema that can ` +
        "describe itself, such as z.object({ … }) of Zod 4, of parts that JSON has and that do not hold themselves. " +
        "Another block is a field by itself: z.instanceof(OtherBlock).",
      { cause },
    );
  }
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).map(
    ([field, property]) =>
      [field, nested.has(field) ? asNested(property) : withTypesApart(property)] as const,
  );
  return {
    properties: Object.fromEntries(properties),
    required: (schema.required ?? []) as string[],
    nested,
  };
}

/** Takes note of a field that holds another block; "throw" refuses everything else that JSON does not have. */
function noteNestedBlock(nested: Map<string, AnyBlockClass[]>, { zodSchema, path }: Unrepresentable) {
  const { Class } = zodSchema._zod.bag;
  const [properties, field, choice] = path;
  const isField =
    properties === "properties" && (choice === undefined || choice === "anyOf") && path.length < 5;
  if (!isBlockClass(Class) || !isField) return "throw";
  nested.set(String(field), [...(nested.get(String(field)) ?? []), Class]);
  return { $ref: `${DEFINITIONS}${definitionName(Class)}` };
}

const DEFINITIONS = "#/definitions/";

/** Whether it refers to parts of itself by what Zod calls them, which a block's schema has no place for. */
const holdsItself = (schema: JsonSchema): boolean =>
  JSON.stringify(schema).includes('"$ref":"#"') || schema.definitions !== undefined;

/** The default of a nested block is made anew each time, as Python's factories make theirs; it is not shown. */
function asNested({ default: value, allOf, ...property }: JsonSchema): JsonSchema {
  const [only] = Array.isArray(allOf) ? (allOf as JsonSchema[]) : [];
  return { ...only, ...property, ...(value === null ? { default: null } : {}) };
}

/** `{type: ["string", "null"]}` as Python's client words it: any of two types. */
const withTypesApart = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema), (_, part: unknown) => {
    if (typeof part !== "object" || part === null || !("type" in part) || !Array.isArray(part.type))
      return part;
    const { type, ...rest } = part;
    return { anyOf: part.type.map((each: unknown) => ({ type: each })), ...rest };
  });
