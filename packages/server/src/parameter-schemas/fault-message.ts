import type { OutputUnit } from "@cfworker/json-schema";
import type { JsonSchema } from "./normalize-schema.ts";

type Wording = (value: unknown, expected: unknown, schema: JsonSchema) => string;

const WORDINGS: Readonly<Record<string, Wording>> = {
  anyOf: (value, expected) => `${show(value)} ${fitsNone(expected)}`,
  oneOf: (value, expected) => `${show(value)} ${fitsNone(expected)}`,
  const: (value, expected) => `${show(value)} is not ${show(expected)}`,
  enum: (value, expected) => `${show(value)} is not one of ${(expected as unknown[]).map(show).join(", ")}`,
  exclusiveMaximum: (value, expected) => `${show(value)} is not less than ${show(expected)}`,
  exclusiveMinimum: (value, expected) => `${show(value)} is not more than ${show(expected)}`,
  format: (value, expected) => `${show(value)} is not a ${expected}`,
  maximum: (value, expected) => `${show(value)} is more than ${show(expected)}`,
  maxItems: (value, expected) => `${show(value)} has more than ${expected} items`,
  maxLength: (value, expected) => `${show(value)} has more than ${expected} characters`,
  maxProperties: (value, expected) => `${show(value)} has more than ${expected} fields`,
  minimum: (value, expected) => `${show(value)} is less than ${show(expected)}`,
  minItems: (value, expected) => `${show(value)} has fewer than ${expected} items`,
  minLength: (value, expected) => `${show(value)} has fewer than ${expected} characters`,
  minProperties: (value, expected) => `${show(value)} has fewer than ${expected} fields`,
  multipleOf: (value, expected) => `${show(value)} is not a multiple of ${show(expected)}`,
  not: (value) => `${show(value)} is of a form that is not allowed`,
  pattern: (value, expected) => `${show(value)} does not match ${expected}`,
  type: (value, expected) => `${show(value)} is not of type ${[expected].flat().join(" or ")}`,
  uniqueItems: (value) => `${show(value)} has an item twice`,
};

/** A clause about the value that tells what is wrong with it. */
export function faultMessage(error: OutputUnit, value: unknown, schema: JsonSchema): string {
  const missing = missingName(error);
  if (missing !== undefined) return `${show(missing)} is required`;
  const extra = extraName(error);
  if (extra !== undefined) return `${show(extra)} is not a field here`;
  const parent = schemaAt(schema, error.keywordLocation);
  const wording = WORDINGS[error.keyword];
  if (!wording || !parent) return error.error;
  return wording(value, parent[error.keyword], parent);
}

/** The field that a value lacks, if that is what is wrong with it. */
export const missingName = ({ keyword, error }: OutputUnit): string | undefined =>
  keyword === "required" ? /"(.*)"\.$/s.exec(error)?.[1] : undefined;

const extraName = ({ keyword, error }: OutputUnit): string | undefined =>
  keyword.endsWith("Properties") ? /^Property "(.*)" does not match/s.exec(error)?.[1] : undefined;

function fitsNone(alternatives: unknown): string {
  const types = (alternatives as JsonSchema[]).map(({ type }) => type);
  return types.every((type) => type !== undefined)
    ? `is not of type ${types.flat().join(" or ")}`
    : "fits none of the forms that are allowed";
}

/** The schema that holds the keyword at a location, which may lead through references. */
function schemaAt(root: JsonSchema, location: string): JsonSchema | undefined {
  let schema: unknown = root;
  for (const step of stepsOf(location).slice(0, -1)) {
    schema = (schema as Record<string, unknown> | undefined)?.[step];
    if (step === "$ref" && typeof schema === "string") schema = resolve(root, schema);
  }
  return schema as JsonSchema | undefined;
}

const resolve = (root: JsonSchema, reference: string): unknown =>
  reference.startsWith("#")
    ? stepsOf(reference).reduce<unknown>(
        (schema, step) => (schema as Record<string, unknown> | undefined)?.[step],
        root,
      )
    : undefined;

/** The steps of a JSON pointer in a URI's fragment. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));

const LONGEST_VALUE = 100;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
