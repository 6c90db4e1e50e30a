import type { Budget } from "./budget.ts";
import { isMapping, itemOf, literalOf, type Mapping, textOf, type Value, ValueError } from "./values.ts";

const PLACE = /%(?:\((\w+)\))?([-+0 #]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** Puts values into the places of a text as Python's `%` does: `%s`, `%5.2f`, `%(name)d`. */
export function formatText(text: string, values: readonly Value[], named: Mapping, budget: Budget): string {
  let next = 0;
  const names = isMapping(values[0]) ? values[0] : named;
  const result = text.replaceAll(PLACE, (_, name, flags = "", width = "0", precision, kind) => {
    if (kind === "%") return "%";
    if (name === undefined && next >= values.length) {
      throw new ValueError(`There are more places in ${literalOf(text)} than values for them.`);
    }
    const value = name === undefined ? values[next++] : itemOf(names, name);
    budget.spendOn(Number(width) + Number(precision ?? 0));
    return padded(formatOne(kind, value, precision, flags), flags, Number(width));
  });
  budget.spendOn(result.length);
  return result;
}

function formatOne(kind: string, value: Value, precision: string | undefined, flags: string): string {
  if (kind === "s") return textOf(value).slice(0, precision === undefined ? undefined : Number(precision));
  if (kind === "r") return literalOf(value);
  const number = Number(value);
  if (Number.isNaN(number)) throw new ValueError(`${literalOf(value)} does not fit %${kind}.`);
  const sign = flags.includes("+") && number >= 0 ? "+" : "";
  // toFixed and toExponential go no further.
  const digits = Math.min(Number(precision ?? 6), 100);
  if (kind === "d" || kind === "i") return sign + String(Math.trunc(number));
  if (kind === "f" || kind === "F") return sign + number.toFixed(digits);
  if (kind === "e" || kind === "E") return sign + number.toExponential(digits);
  if (kind === "x") return sign + Math.trunc(number).toString(16);
  if (kind === "g") return sign + String(Number(number.toPrecision(Math.max(1, digits))));
  throw new ValueError(`There is no place %${kind}.`);
}

function padded(text: string, flags: string, width: number): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0")) return text.padStart(width);
  const sign = /^[-+]/.test(text) ? text[0]! : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}
