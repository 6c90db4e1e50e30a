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

// A number that is whole, but may not be spelled as one: Python writes `1.0`, and integers of any length.
const ODD_WHOLE_NUMBERS = /[[:,\s]-?\d+(?:\.|[eE]|\d{15})|[[:,\s]-0/;

/**
 * Reads a body in which the parameters of runs, and of schedules in it, keep the spelling of their numbers. Most bodies
 * have no parameter that is a whole number, and are read once.
 */
export function parseExactParameters(text: string): unknown {
  const body: unknown = JSON.parse(text);
  const holders = parameterHolders(body);
  if (!holders.some(({ parameters }) => hasWholeNumber(parameters))) return body;
  if (!ODD_WHOLE_NUMBERS.test(text) || isSpelledAsWritten(text, holders)) return body;
  const exact = parameterHolders(parseExactJson(text));
  for (const [index, holder] of holders.entries()) {
    if ("parameters" in holder) holder.parameters = exact[index]!.parameters;
  }
  return body;
}

/** Parameters that stand in the text as they would be written again need not be read once more. */
const isSpelledAsWritten = (text: string, holders: readonly Mapping[]): boolean =>
  holders.length === 1 && text.includes(`"parameters":${JSON.stringify(holders[0]!.parameters)}`);

type Mapping = Record<string, unknown>;

/** What has parameters: the body, each item of a list, and each schedule of these. */
function parameterHolders(body: unknown): Mapping[] {
  const items = (Array.isArray(body) ? body : [body]).filter(isMapping);
  return items.flatMap((item) => [
    item,
    ...(Array.isArray(item.schedules) ? item.schedules.filter(isMapping) : []),
  ]);
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);

/** Whether a whole number stands anywhere in a value; however deep, without going deeper itself. */
function hasWholeNumber(value: unknown): boolean {
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === "number") {
      if (Number.isInteger(one)) return true;
    } else if (typeof one === "object" && one !== null)
      for (const part of Object.values(one)) left.push(part);
  }
  return false;
}

/** The value with its numbers as numbers, for who reckons with them. */
export const withPlainNumbers = <T>(value: T): T => JSON.parse(JSON.stringify(value));

export const isRawNumber = newJson.isRawJSON;
