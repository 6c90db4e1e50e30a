/** A JSON Schema as flows describe their parameters with: the parts of it that forms know. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly position?: number;
  readonly writeOnly?: boolean;
  /** The type of the block that stands here. */
  readonly block_type_slug?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
};

/** What a field is filled in with. */
export type FieldKind =
  | "text"
  | "secret"
  | "number"
  | "flag"
  | "choice"
  | "date"
  | "time"
  | "list"
  | "object"
  | "block"
  | "json";

/** A schema without references, with whether null may stand in its place. */
export type Resolved = { readonly schema: JsonSchema; readonly isNullable: boolean };

// Definitions that refer to each other in a circle end in a field of plain JSON.
const MOST_STEPS = 12;

/** Follows references, single alternatives and "or null" to the schema that a field is made of. */
export function resolveSchema(given: JsonSchema, root: JsonSchema): Resolved {
  let { schema, isNullable } = withoutNull({ schema: given, isNullable: false });
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = followed(schema, root);
    if (!next) return { schema, isNullable };
    // What stands beside a reference, such as a title or a default, goes before what it refers to.
    const { $ref: _, allOf: __, anyOf: ___, oneOf: ____, ...beside } = schema;
    ({ schema, isNullable } = withoutNull({
      schema: { ...next.schema, ...beside },
      isNullable: isNullable || next.isNullable,
    }));
  }
  return { schema: {}, isNullable };
}

/** A type that may be null is the rest of it, and null besides. */
function withoutNull({ schema, isNullable }: Resolved): Resolved {
  const { type } = schema;
  if (!Array.isArray(type) || !type.includes("null")) return { schema, isNullable };
  const types = type.filter((one) => one !== "null");
  return { schema: { ...schema, type: types.length === 1 ? types[0] : types }, isNullable: true };
}

function followed(schema: JsonSchema, root: JsonSchema): Resolved | undefined {
  if (schema.$ref) return { schema: definitionOf(schema.$ref, root), isNullable: false };
  if (schema.allOf?.length === 1) return { schema: schema.allOf[0]!, isNullable: false };
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    const others = alternatives.filter(({ type }) => type !== "null");
    const isNullable = others.length < alternatives.length;
    if (others.length === 1) return { schema: others[0]!, isNullable };
  }
  return undefined;
}

function definitionOf(reference: string, root: JsonSchema): JsonSchema {
  const steps = reference.replace(/^#\//, "").split("/");
  let at: unknown = root;
  for (const step of steps) at = (at as Record<string, unknown> | undefined)?.[step];
  return (at as JsonSchema | undefined) ?? {};
}

/** What a resolved schema is filled in with; JSON where no simpler control fits. */
export function kindOf(schema: JsonSchema): FieldKind {
  if (schema.enum) return "choice";
  if (schema.block_type_slug) return "block";
  if (schema.format === "password" || schema.writeOnly) return "secret";
  switch (schema.type) {
    case "string":
      if (schema.format === "date") return "date";
      return schema.format === "date-time" ? "time" : "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return isScalar(schema.items) ? "list" : "json";
    case "object":
      return schema.properties && Object.keys(schema.properties).length > 0 ? "object" : "json";
    default:
      return "json";
  }
}

const isScalar = (items: JsonSchema | boolean | undefined): boolean =>
  typeof items === "object" && ["string", "integer", "number"].includes(String(items.type)) && !items.enum;

/** The properties of an object in the order in which forms show them, the required ones first. */
export function propertiesOf(
  schema: JsonSchema,
): readonly (readonly [name: string, schema: JsonSchema, isRequired: boolean])[] {
  const required = new Set(schema.required);
  const entries = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, property, required.has(name)] as const,
  );
  return entries.sort(
    ([, one, oneIsRequired], [, other, otherIsRequired]) =>
      Number(otherIsRequired) - Number(oneIsRequired) || (one.position ?? 0) - (other.position ?? 0),
  );
}

/** What limits a value, in words: "from 0 to 1", "at most 255 characters". */
export function limitsOf(schema: JsonSchema): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, pattern } = schema;
  const safe = (limit: number | undefined) =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined;
  const [least, most] = [safe(minimum), safe(maximum)];
  const parts = [
    least !== undefined && most !== undefined ? `from ${least} to ${most}` : undefined,
    least !== undefined && most === undefined ? `at least ${least}` : undefined,
    most !== undefined && least === undefined ? `at most ${most}` : undefined,
    exclusiveMinimum === undefined ? undefined : `more than ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? undefined : `less than ${exclusiveMaximum}`,
    minLength ? `at least ${minLength} characters` : undefined,
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    pattern ? `like ${pattern}` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}
