import type { Budget } from "./budget.ts";
import { numberOf } from "./operators.ts";
import { describe, itemOf, type Mapping, textOf, type Value, ValueError } from "./values.ts";

/** What a filter, a test or a method is called with: the value it is put to, and its arguments. */
export type Call = {
  readonly value: Value;
  readonly positional: readonly Value[];
  readonly named: Mapping;
  readonly budget: Budget;
  /** Another filter or test by its name, for those that are given one, as `map` and `select` are. */
  filter(name: string, call: Call): Value;
  test(name: string, call: Call): boolean;
};

/** Answers a value; may throw a ValueError. */
export type Filter = (call: Call) => Value;

/** The argument at a place or under a name; undefined when neither was given. */
export const argument = (call: Call, place: number, name: string): Value =>
  place < call.positional.length ? call.positional[place] : itemOf(call.named, name);

/** The same as a number. */
export function numberArgument(call: Call, place: number, name: string, fallback: number): number {
  const value = argument(call, place, name);
  return value === undefined ? fallback : numberOf(value);
}

/** The same as a text. */
export function textArgument(call: Call, place: number, name: string, fallback?: string): string {
  const value = argument(call, place, name);
  if (value !== undefined) return textOf(value);
  if (fallback === undefined) throw new ValueError(`The argument ${name} is missing.`);
  return fallback;
}

/** The value as text, paid for. */
export function textOfCall(call: Call): string {
  const text = textOf(call.value);
  call.budget.spendOn(text.length);
  return text;
}

/** Refuses a value that a filter has no use for. */
export const unfit = (call: Call, wanted: string): ValueError =>
  new ValueError(`${describe(call.value)} is not ${wanted}.`);
