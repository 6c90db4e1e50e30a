import { ReeveError } from "@reeve/protocol";
import { toRegularExpression } from "./python-pattern.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

export type SchemaOptions = {
  /** Values may be missing: others will be added before they are used. */
  readonly ignoreRequired?: boolean;
  /** Texts must have the form that the schema names, such as `date-time`. Flows themselves accept more forms. */
  readonly checkFormats?: boolean;
};

// Where a schema holds further schemas: one, a list of them, or some by name.
const ONE = ["additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"];
const MANY = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];
const TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"];

// What a block may be given by instead of its fields: its id, or the places of its parts.
const BLOCK_REFERENCE: JsonSchema = {
  type: "object",
  properties: {
    $ref: {
      anyOf: [
        { type: "string" },
        { type: "object", additionalProperties: { type: "string" }, minProperties: 1 },
      ],
    },
  },
  required: ["$ref"],
};

/**
 * The schema as JSON Schema 2020-12 understands it. Those of Pydantic 1 are older: a field that may be left out
 * may be null as well, and `items` may be a list. Refuses what is no schema.
 */
export function normalizeSchema(schema: JsonSchema, options: SchemaOptions = {}): JsonSchema {
  const normal = normalize(schema, options, "$") as Record<string, unknown>;
  for (const key of ["definitions", "$defs"]) {
    const definitions = normal[key] as Record<string, JsonSchema> | undefined;
    if (definitions) normal[key] = mapValues(definitions, withBlockReference);
  }
  return normal;
}

function normalize(schema: unknown, options: SchemaOptions, path: string): unknown {
  if (typeof schema === "boolean") return schema;
  if (!isRecord(schema)) throw invalidSchema(path, "must be an object or a boolean");
  const normal: Record<string, unknown> = { ...schema };
  checkTypes(normal.type, path);
  if (options.ignoreRequired) delete normal.required;
  if (!options.checkFormats) delete normal.format;
  if (typeof normal.pattern === "string") replacePattern(normal, normal.pattern);
  if (Array.isArray(normal.items)) {
    normal.prefixItems ??= normal.items;
    delete normal.items;
  }
  for (const key of ONE) if (key in normal) normal[key] = normalize(normal[key], options, `${path}.${key}`);
  for (const key of MANY)
    if (key in normal) normal[key] = normalizeList(normal[key], options, `${path}.${key}`);
  for (const key of NAMED)
    if (key in normal) normal[key] = normalizeMap(normal[key], options, `${path}.${key}`);
  if (isRecord(normal.properties)) normal.properties = withNulls(normal.properties, schema.required, path);
  return normal;
}

function normalizeList(list: unknown, options: SchemaOptions, path: string): unknown[] {
  if (!Array.isArray(list)) throw invalidSchema(path, "must be a list of schemas");
  return list.map((item, index) => normalize(item, options, `${path}[${index}]`));
}

function normalizeMap(map: unknown, options: SchemaOptions, path: string): Record<string, unknown> {
  if (!isRecord(map)) throw invalidSchema(path, "must be an object of schemas");
  return Object.fromEntries(
    Object.entries(map).map(([name, item]) => [name, normalize(item, options, `${path}.${name}`)]),
  );
}

/** Lets fields be null that need not be there and have no default. */
function withNulls(properties: Record<string, unknown>, required: unknown, path: string) {
  if (required !== undefined && !isListOfText(required)) {
    throw invalidSchema(`${path}.required`, "must be a list of names");
  }
  return mapValues(properties, (property, name) => {
    if (!isRecord(property) || required?.includes(name)) return property;
    const { type } = property;
    if (type === undefined || "default" in property) return property;
    return { ...property, type: [...new Set([type, "null"].flat())] };
  });
}

const withBlockReference = (definition: JsonSchema): JsonSchema =>
  isRecord(definition) && "block_type_slug" in definition
    ? { oneOf: [definition, BLOCK_REFERENCE] }
    : definition;

function replacePattern(schema: Record<string, unknown>, pattern: string): void {
  const expression = toRegularExpression(pattern);
  if (expression) schema.pattern = expression;
  else delete schema.pattern;
}

function checkTypes(type: unknown, path: string): void {
  if (type === undefined) return;
  const unknown = [type].flat().find((name) => !TYPES.includes(name as string));
  if (unknown !== undefined) {
    throw invalidSchema(
      `${path}.type`,
      `is ${JSON.stringify(unknown)}; it must be one of ${TYPES.join(", ")}`,
    );
  }
}

/** The error for a schema that cannot be applied. */
export const invalidSchema = (path: string, reason: string): ReeveError =>
  new ReeveError("unprocessable", `Invalid schema: ${path} ${reason}.`);

const mapValues = <T, U>(record: Record<string, T>, map: (value: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOfText = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
