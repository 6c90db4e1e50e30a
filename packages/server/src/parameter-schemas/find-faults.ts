import { type OutputUnit, Validator } from "@cfworker/json-schema";
import { faultMessage, missingName, stepsOf } from "./fault-message.ts";
import { invalidSchema, type JsonSchema, normalizeSchema, type SchemaOptions } from "./normalize-schema.ts";

/** The properties and places in lists that lead to a part of a value. */
export type ValuePath = readonly (string | number)[];

/** Something wrong with a value: where it is, and a sentence about it. */
export type SchemaFault = { readonly path: ValuePath; readonly message: string };

// Keywords that only pass on what is wrong with a part; the part's own fault tells it.
const PASSES_ON = new Set([
  "$ref",
  "$dynamicRef",
  "allOf",
  "dependentSchemas",
  "else",
  "if",
  "items",
  "patternProperties",
  "prefixItems",
  "properties",
  "then",
]);

/** Everything that keeps the values from fitting the schema. Refuses a schema that cannot be applied. */
export function findFaults(
  values: unknown,
  schema: JsonSchema,
  options: SchemaOptions = {},
): readonly SchemaFault[] {
  const normal = normalizeSchema(schema, options);
  const errors = validate(values, normal);
  return errors.filter(isTelling).map((error) => toFault(error, values, normal));
}

function validate(values: unknown, schema: JsonSchema): OutputUnit[] {
  try {
    return new Validator(schema, "2020-12", false).validate(values).errors;
  } catch (error) {
    if (error instanceof RangeError) throw invalidSchema("$", "refers to itself without end");
    const reference = /^Unresolved \$ref "([^"]*)"/.exec(String((error as Error).message))?.[1];
    throw invalidSchema("$", reference ? `refers to ${reference}, which it does not hold` : String(error));
  }
}

/** Whether an error says by itself what is wrong. Of alternatives that all fail, that they do says it. */
function isTelling(error: OutputUnit, index: number, errors: OutputUnit[]): boolean {
  if (PASSES_ON.has(error.keyword)) return false;
  // The schema `false`, told of already by the keyword that it stands for.
  if (error.keyword === "false" && errors[index - 1]?.keyword.endsWith("Properties")) return false;
  return !errors.some(
    ({ keyword, keywordLocation }) =>
      !PASSES_ON.has(keyword) && error.keywordLocation.startsWith(`${keywordLocation}/`),
  );
}

function toFault(error: OutputUnit, values: unknown, schema: JsonSchema): SchemaFault {
  const path = pathOf(error.instanceLocation, values);
  const name = missingName(error);
  return {
    path: name === undefined ? path : [...path, name],
    message: faultMessage(error, valueAt(values, path), schema),
  };
}

/** A JSON pointer's steps; those into lists are numbers. */
function pathOf(pointer: string, values: unknown): (string | number)[] {
  const path: (string | number)[] = [];
  for (const name of stepsOf(pointer)) {
    path.push(Array.isArray(valueAt(values, path)) ? Number(name) : name);
  }
  return path;
}

const valueAt = (values: unknown, path: ValuePath): unknown =>
  path.reduce((value, step) => (value as Record<string | number, unknown>)?.[step], values);
