import type { StandardSchemaV1 } from "@standard-schema/spec";

/** A field of a block that comes with the SDK: what it may be, in words and as a check, and what it is when left out. */
export type PlainField = {
  readonly expected: string;
  is(value: unknown): boolean;
  /** Makes the value of a field that was left out; without it the field is required. */
  otherwise?(): unknown;
};

type Fields<T> = { readonly [K in keyof T]: PlainField };

/** A schema of named fields, of a few lines: flows that use no schemas are not to load a library for them. */
export function plainFields<Input, Output extends object>(
  fields: Fields<Output>,
): StandardSchemaV1<Input, Output> {
  const validate = (given: unknown): StandardSchemaV1.Result<Output> => {
    const values = { ...(given as Record<string, unknown>) };
    const checked = Object.entries<PlainField>(fields).map(([name, { is, expected, otherwise }]) => {
      const value = values[name] ?? (values[name] === undefined ? otherwise?.() : null);
      if (value === undefined) return { issue: { message: "is missing", path: [name] } };
      return is(value)
        ? { entry: [name, value] }
        : { issue: { message: `must be ${expected}`, path: [name] } };
    });
    const issues = checked.flatMap(({ issue }) => issue ?? []);
    if (issues.length > 0) return { issues };
    return { value: Object.fromEntries(checked.flatMap(({ entry }) => (entry ? [entry] : []))) as Output };
  };
  return { "~standard": { version: 1, vendor: "reeve", validate } };
}

export const TEXT: PlainField = { expected: "text", is: (value) => typeof value === "string" };
export const ANYTHING: PlainField = { expected: "a value", is: () => true };
export const FLAG: PlainField = { expected: "true or false", is: (value) => typeof value === "boolean" };
export const RECORD: PlainField = {
  expected: "an object",
  is: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};
