import type { Call } from "./call.ts";
import { compare, contains, numberOf } from "./operators.ts";
import type { Comparison } from "./syntax.ts";
import { isEqual, isMapping, type Value } from "./values.ts";

export type Test = (call: Call) => boolean;

const comparing =
  (operator: Comparison): Test =>
  ({ value, positional, budget }) =>
    compare(operator, value, positional[0], budget);

const isSequence = (value: Value): boolean =>
  Array.isArray(value) || typeof value === "string" || isMapping(value);
const isText = (value: Value): value is string => typeof value === "string";

/** What may stand behind `is`. */
export const TESTS: Readonly<Record<string, Test>> = {
  boolean: ({ value }) => typeof value === "boolean",
  defined: ({ value }) => value !== undefined,
  divisibleby: ({ value, positional }) => numberOf(value) % numberOf(positional[0]) === 0,
  eq: comparing("=="),
  equalto: comparing("=="),
  even: ({ value }) => Math.abs(numberOf(value) % 2) === 0,
  false: ({ value }) => value === false,
  float: ({ value }) => typeof value === "number" && !Number.isInteger(value),
  ge: comparing(">="),
  gt: comparing(">"),
  greaterthan: comparing(">"),
  in: ({ value, positional, budget }) => contains(positional[0], value, budget),
  integer: ({ value }) => Number.isInteger(value),
  iterable: ({ value }) => isSequence(value),
  le: comparing("<="),
  lessthan: comparing("<"),
  lower: ({ value }) => isText(value) && value === value.toLowerCase(),
  lt: comparing("<"),
  mapping: ({ value }) => isMapping(value),
  ne: comparing("!="),
  none: ({ value }) => value === null,
  number: ({ value }) => typeof value === "number",
  odd: ({ value }) => Math.abs(numberOf(value) % 2) === 1,
  sameas: ({ value, positional }) => isEqual(value, positional[0]),
  sequence: ({ value }) => isSequence(value),
  string: ({ value }) => isText(value),
  true: ({ value }) => value === true,
  undefined: ({ value }) => value === undefined,
  upper: ({ value }) => isText(value) && value === value.toUpperCase(),
};
