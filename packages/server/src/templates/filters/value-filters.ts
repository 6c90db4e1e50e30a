import { argument, type Call, type Filter, numberArgument, unfit } from "../call.ts";
import { numberOf } from "../operators.ts";
import { elementsOf, isMapping, isTrue, itemOf, literalOf, type Value, ValueError } from "../values.ts";

const valueOr: Filter = (call) => {
  const replacesEmpty = isTrue(argument(call, 1, "boolean"));
  const isThere = replacesEmpty ? isTrue(call.value) : call.value !== undefined;
  const fallback = argument(call, 0, "default_value");
  return isThere ? call.value : fallback === undefined ? "" : fallback;
};

/** A number read from a text or number; what is none becomes the default. */
const parsed =
  (parse: (text: string, call: Call) => number): Filter =>
  (call) => {
    const { value } = call;
    const number = typeof value === "string" ? parse(value.trim(), call) : Number(value ?? Number.NaN);
    return Number.isFinite(number) ? number : (argument(call, 0, "default") ?? 0);
  };

function parseInteger(text: string, call: Call): number {
  const radix = numberArgument(call, 1, "base", 10);
  return /^[-+]?[\da-z_]+(\.\d+)?$/i.test(text)
    ? Number.parseInt(text.replaceAll("_", ""), radix)
    : Number.NaN;
}

const integer = parsed(parseInteger);

function rounded(call: Call): number {
  const scale = 10 ** numberArgument(call, 0, "precision", 0);
  const number = numberOf(call.value) * scale;
  const method = argument(call, 1, "method") ?? "common";
  if (method === "ceil") return Math.ceil(number) / scale;
  if (method === "floor") return Math.floor(number) / scale;
  // As Python does it: a half goes to the even neighbour.
  const floor = Math.floor(number);
  if (number - floor !== 0.5) return Math.round(number) / scale;
  return (floor % 2 === 0 ? floor : floor + 1) / scale;
}

const ESCAPED_IN_JSON: Readonly<Record<string, string>> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "'": "\\u0027",
};

/** JSON that may also stand in a page: sorted keys, and no character that HTML gives a meaning. */
const toJson: Filter = (call) => {
  const indent = argument(call, 0, "indent");
  const json = writeJson(call.value, indent === undefined ? null : numberOf(indent), "\n");
  call.budget.spendOn(json.length);
  return json.replaceAll(/[<>&']/g, (character) => ESCAPED_IN_JSON[character]!);
};

function writeJson(value: Value, indent: number | null, newline: string): string {
  if (value === undefined) throw new ValueError("What is not there has no JSON.");
  const isList = Array.isArray(value);
  if (!isList && !isMapping(value)) return JSON.stringify(value) ?? "null";
  const inner = indent === null ? "" : newline + " ".repeat(Math.min(Math.max(indent, 0), 16));
  const parts = isList
    ? value.map((part) => writeJson(part, indent, inner))
    : Object.keys(value)
        .sort()
        .map((key) => `${JSON.stringify(key)}: ${writeJson(value[key], indent, inner)}`);
  const [open, close] = isList ? "[]" : "{}";
  if (parts.length === 0) return `${open}${close}`;
  const separator = indent === null ? ", " : `,${inner}`;
  return `${open}${inner}${parts.join(separator)}${indent === null ? "" : newline}${close}`;
}

const length: Filter = (call) => {
  if (typeof call.value === "number" || call.value === null) throw unfit(call, "a list, a mapping or a text");
  return elementsOf(call.value).length;
};

/** Filters that are no matter of texts or of lists alone. */
export const VALUE_FILTERS: Readonly<Record<string, Filter>> = {
  abs: ({ value }) => Math.abs(numberOf(value)),
  attr: (call) => itemOf(call.value, argument(call, 0, "name")),
  count: length,
  d: valueOr,
  default: valueOr,
  float: parsed((text) => (text === "" ? Number.NaN : Number(text))),
  int: (call) => Math.trunc(integer(call) as number),
  length,
  pprint: (call) => literalOf(call.value),
  round: rounded,
  tojson: toJson,
};
