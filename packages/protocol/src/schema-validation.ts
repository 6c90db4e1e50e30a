import { endpoint, parameters } from "./endpoint.ts";
import { JsonObject, open, type Static, Type } from "./schema.ts";
import type { TSchema } from "./type-builder.ts";

/** What is wrong with a value, under the property or the item that it belongs to. */
export type ValueError =
  | string
  | { property: string; errors: ValueError[] }
  | { index: number; errors: ValueError[] };

const kinds: TSchema[] = [Type.String()];
const ValueErrors = Type.Unsafe<ValueError[]>({ type: "array", items: { anyOf: kinds } });
// The schema holds itself: errors are as deep as the values.
kinds.push(
  open("SchemaValuePropertyError", { property: Type.String(), errors: ValueErrors }),
  open("SchemaValueIndexError", { index: Type.Integer(), errors: ValueErrors }),
);

export const ValuesValidation = open("SchemaValuesValidationResponse", {
  errors: ValueErrors,
  valid: Type.Boolean(),
});
export type ValuesValidation = Static<typeof ValuesValidation>;

export const validateValues = endpoint({
  name: "validateValues",
  group: "UI",
  summary: "Check the values of a form against its schema",
  method: "POST",
  path: "/ui/schemas/validate",
  body: parameters(Type.Object({ schema: JsonObject, values: JsonObject })),
  answers: { 200: ValuesValidation },
});
