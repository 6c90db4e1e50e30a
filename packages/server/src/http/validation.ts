import type { Endpoint } from "@reeve/protocol";
import type { TObject, TSchema } from "@reeve/protocol/type-builder";
import type { ErrorObject } from "ajv";
import { SchemaCompiler } from "./compile-schema.ts";

/** One fault of a request in the form its clients print: where it is, what is wrong, and the value itself. */
export type Fault = { type: string; loc: (string | number)[]; msg: string; input: unknown };

/** A body in a media type that is not JSON. */
export class UnreadBody {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = "body" | "query";
export type Checked = { value: unknown; faults: Fault[] };

const bodies = new SchemaCompiler({ coerces: false });
const queries = new SchemaCompiler({ coerces: true });

/**
 * Checks a body or a query against its schema and answers it in normal form: defaults filled in, and `null`
 * taken for "not given" in every optional top-level field whose schema has no null.
 */
export function checkPart(part: Part, schema: TSchema, given: unknown): Checked {
  if (given === undefined || given instanceof UnreadBody) return { value: given, faults: [bodyFault(given)] };
  const value = isRecord(given) ? withoutSurplusNulls(schema, given) : given;
  // Compiled on first use: most of a server's endpoints are never called in its life.
  const validate = (part === "body" ? bodies : queries).compile(schema);
  if (validate(value)) return { value, faults: [] };
  return { value, faults: tellingErrors(validate.errors ?? []).map((error) => toFault(part, error)) };
}

/** The body as the endpoint understands it: a bag of arguments that is absent is an empty one. */
export function bodyOf(endpoint: Endpoint, given: unknown): unknown {
  return endpoint.body?.kind === "parameters" && (given === undefined || given === null) ? {} : given;
}

function bodyFault(given: UnreadBody | undefined): Fault {
  const loc = ["body"];
  if (!given) return { type: "missing", loc, msg: "A body is required.", input: null };
  const msg = "The body is read as JSON only; send it with the content type application/json.";
  return { type: "model_attributes_type", loc, msg, input: given.text.slice(0, 200) };
}

/** A copy of a body without the nulls that stand for "not given", to be filled in: a fault shows the request as it was sent. */
export function withoutSurplusNulls(
  schema: TSchema,
  given: Record<string, unknown>,
): Record<string, unknown> {
  if (!isObjectSchema(schema)) return given;
  const surplus = surplusNulls(schema);
  const isSurplus = (key: string) => given[key] === null && surplus.has(key);
  if (!Object.keys(given).some(isSurplus)) return { ...given };
  // Left out rather than deleted, which makes every later look at the object slow.
  return Object.fromEntries(Object.entries(given).filter(([key]) => !isSurplus(key)));
}

const surplusNullsOf = new WeakMap<TObject, ReadonlySet<string>>();

/** The fields in which null stands for "not given". */
function surplusNulls(schema: TObject): ReadonlySet<string> {
  let keys = surplusNullsOf.get(schema);
  if (!keys) {
    const optional = Object.entries(schema.properties).filter(([key]) => !schema.required?.includes(key));
    keys = new Set(optional.filter(([, field]) => !acceptsNull(field)).map(([key]) => key));
    surplusNullsOf.set(schema, keys);
  }
  return keys;
}

/** Whether null is one of the values that fit. */
export function acceptsNull(schema: TSchema): boolean {
  const { anyOf, type } = schema as { anyOf?: TSchema[]; type?: string };
  if (anyOf) return anyOf.some(acceptsNull);
  return type === undefined || type === "null";
}

/** True of what JSON calls an object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isObjectSchema = (schema: TSchema): schema is TObject => "properties" in schema;

/** Of a value that fits none of several schemas, what is wrong with it as anything but null. */
function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const telling = ofMeantBranches(errors).filter(
    ({ keyword, params }) => keyword !== "anyOf" && params.type !== "null",
  );
  return telling.length > 0 ? telling : errors;
}

/** Of a value that says by a field of its own which of several schemas it is meant for, the errors of that one. */
function ofMeantBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const branchOf = ({ schemaPath }: ErrorObject) => /^.*\/anyOf\/\d+(?=\/properties\/)/.exec(schemaPath)?.[0];
  const other = errors.flatMap((error) => {
    const branch = error.keyword === "const" ? branchOf(error) : undefined;
    return branch ? [{ branch, place: error.instancePath.replace(/\/[^/]*$/, "") }] : [];
  });
  const meant = errors.filter(
    ({ schemaPath, instancePath }) =>
      !other.some(
        ({ branch, place }) => schemaPath.startsWith(`${branch}/`) && instancePath.startsWith(place),
      ),
  );
  // A value that is meant for none of them is told what it could be.
  if (!meant.some(({ keyword }) => keyword !== "anyOf")) return errors;
  // Schemas that have a part in common find the same fault in it.
  const keyOf = ({ instancePath, keyword, params }: ErrorObject) =>
    JSON.stringify([instancePath, keyword, params]);
  return [...new Map(meant.map((error) => [keyOf(error), error])).values()];
}

/** Which of the codes that clients know stands for a failed keyword. */
function toFault(part: Part, error: ErrorObject): Fault {
  const path = error.instancePath.split("/").slice(1).map(pathSegment);
  const { keyword, params, data } = error;
  if (keyword === "required") {
    const missing = String(params.missingProperty);
    return {
      type: "missing",
      loc: [part, ...path, missing],
      msg: `The field ${missing} is required.`,
      input: data,
    };
  }
  if (keyword === "additionalProperties") {
    const extra = String(params.additionalProperty);
    const input = isRecord(data) ? data[extra] : undefined;
    return {
      type: "extra_forbidden",
      loc: [part, ...path, extra],
      msg: `There is no field ${extra} here.`,
      input,
    };
  }
  return { type: faultType(error), loc: [part, ...path], msg: faultMessage(error), input: data };
}

const KEYWORD_TYPES: Readonly<Record<string, string>> = {
  enum: "enum",
  const: "literal_error",
  pattern: "string_pattern_mismatch",
  maximum: "less_than_equal",
  minimum: "greater_than_equal",
  exclusiveMinimum: "greater_than",
  maxLength: "string_too_long",
  minLength: "string_too_short",
  maxItems: "too_long",
  minItems: "too_short",
};

function faultType({ keyword, params }: ErrorObject): string {
  if (keyword === "format") return params.format === "uuid" ? "uuid_parsing" : "datetime_from_date_parsing";
  if (keyword === "type") {
    const kind = String(params.type).split(",")[0];
    if (kind === "integer") return "int_parsing";
    if (kind === "number") return "float_parsing";
    if (kind === "boolean") return "bool_parsing";
    return kind === "object" ? "dict_type" : kind === "array" ? "list_type" : "string_type";
  }
  return KEYWORD_TYPES[keyword] ?? "value_error";
}

function faultMessage({ keyword, params, message }: ErrorObject): string {
  if (keyword === "enum") return `Must be one of ${(params.allowedValues as unknown[]).join(", ")}.`;
  if (keyword === "format")
    return params.format === "uuid" ? "Must be a UUID." : "Must be an ISO 8601 date and time.";
  if (keyword === "type") return `Must be of type ${String(params.type).replaceAll(",", " or ")}.`;
  return `The value ${message ?? "is not valid"}.`;
}

const pathSegment = (text: string): string | number => {
  const plain = text.replaceAll("~1", "/").replaceAll("~0", "~");
  return /^\d+$/.test(plain) ? Number(plain) : plain;
};
