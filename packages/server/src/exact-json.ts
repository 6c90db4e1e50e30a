/** What JSON has gained since the types of it were written. */
type NewJson = {
  rawJSON(text: string): object;
  isRawJSON(value: unknown): value is RawNumber;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
};

/** A number as it was spelled; JSON.stringify spells it the same way again. */
export type RawNumber = { readonly rawJSON: string };

const newJson = JSON as unknown as NewJson;

// `1.0`, `1.50`, `1e-07`, `-0`, and integers beyond what a double holds: only texts with any of these need the slower way.
const ODD_NUMBERS = /\d\.\d*0(?!\d)|\d[eE]|\d{16}|-0/;

/**
 * Reads JSON so that writing it gives every number back as it came: a number that JavaScript would spell otherwise,
 * such as `1.0`, becomes a `RawNumber`. To Python `1.0` and `1` are values of different types.
 */
export function parseExactJson(text: string): unknown {
  if (!ODD_NUMBERS.test(text)) return JSON.parse(text);
  return newJson.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined && String(value) !== source
      ? newJson.rawJSON(source)
      : value,
  );
}

export const isRawNumber = newJson.isRawJSON;
