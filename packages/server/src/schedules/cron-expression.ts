import { ReeveError } from "@reeve/protocol";

/** The values of each field, in order; undefined where any will do. */
export type CronExpression = {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number> | undefined;
  readonly daysOfMonth: DaysOfMonth | undefined;
  readonly daysOfWeek: DaysOfWeek | undefined;
};

type DaysOfMonth = { readonly days: ReadonlySet<number>; readonly isLastIncluded: boolean };

/** Weekdays from Sunday, which is 0; either every week's or those of a month by number, of which 0 is the last. */
export type DaysOfWeek =
  | { readonly days: ReadonlySet<number> }
  | { readonly ofMonth: ReadonlyMap<number, ReadonlySet<number>> };

type Field = {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: Readonly<Record<string, number>>;
  readonly aliases?: Readonly<Record<number, number>>;
};

const byPlace = (names: string, first: number): Record<string, number> =>
  Object.fromEntries(names.split(" ").map((name, place) => [name, place + first]));

const MINUTE: Field = { name: "minute", low: 0, high: 59 };
const HOUR: Field = { name: "hour", low: 0, high: 23 };
const DAY_OF_MONTH: Field = { name: "day of the month", low: 1, high: 31 };
const MONTH: Field = {
  name: "month",
  low: 1,
  high: 12,
  names: byPlace("jan feb mar apr may jun jul aug sep oct nov dec", 1),
};
const DAY_OF_WEEK: Field = {
  name: "day of the week",
  low: 0,
  high: 6,
  names: byPlace("sun mon tue wed thu fri sat", 0),
  aliases: { 7: 0 },
};
// In expressions with seconds croniter knows Sunday as 0 only, and Python's clients read every one that is kept.
const DAY_OF_WEEK_BESIDE_SECONDS: Field = { ...DAY_OF_WEEK, aliases: {} };
const SECOND: Field = { name: "second", low: 0, high: 59 };
const YEAR: Field = { name: "year", low: 1970, high: 2099 };
const MOST_FIELDS = 7;

const SHORT_FORMS: Readonly<Record<string, string>> = {
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/**
 * Reads a cron expression as Python's croniter does: five fields, then perhaps one of seconds and one of years; names,
 * `L` for the last day of a month, `fri#2` and `L5` for certain weekdays of a month. Refuses any other, and `H` and
 * `R`, whose times would be picked at random.
 */
export function parseCron(text: string): CronExpression {
  const lower = text.trim().toLowerCase();
  const expressions = (SHORT_FORMS[lower] ?? lower).split(/\s+/);
  if (expressions.length < 5 || expressions.length > MOST_FIELDS) {
    throw invalidCron(text, `it has ${expressions.length} fields, and needs 5 to ${MOST_FIELDS}`);
  }
  try {
    return parseFields(expressions);
  } catch (error) {
    throw error instanceof FieldError ? invalidCron(text, error.message) : error;
  }
}

class FieldError extends Error {}

const invalidCron = (text: string, reason: string): ReeveError =>
  new ReeveError("unprocessable", `The cron expression "${text}" cannot be used: ${reason}.`);

function parseFields(expressions: readonly string[]): CronExpression {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", second = "0", year = "*"] =
    expressions;
  const weekday = expressions.length === 5 ? DAY_OF_WEEK : DAY_OF_WEEK_BESIDE_SECONDS;
  return {
    seconds: inOrder(valuesOf(SECOND, second)),
    minutes: inOrder(valuesOf(MINUTE, minute)),
    hours: inOrder(valuesOf(HOUR, hour)),
    months: restrictionOf(MONTH, month),
    years: restrictionOf(YEAR, year),
    daysOfMonth: parseDaysOfMonth(dayOfMonth, dayOfWeek),
    daysOfWeek: parseDaysOfWeek(weekday, dayOfWeek, dayOfMonth),
  };
}

function parseDaysOfMonth(text: string, dayOfWeek: string): DaysOfMonth | undefined {
  if (text === "?") return undefined;
  const items = text.split(",");
  const numbers = items.filter((item) => item !== "l").map((item) => item.replace(/-l\b/, "-31"));
  const days = numbers.length > 0 ? restrictionOf(DAY_OF_MONTH, numbers.join(",")) : new Set<number>();
  if (!days || (isWhole(DAY_OF_MONTH, days) && dayOfWeek.includes("*"))) return undefined;
  return { days, isLastIncluded: items.includes("l") };
}

const OF_MONTH = /^(?:(\w+|[a-z]+-[a-z]+)#(\d)|l(\d))$/;

function parseDaysOfWeek(field: Field, text: string, dayOfMonth: string): DaysOfWeek | undefined {
  if (text === "?") return undefined;
  const items = text.split(",").map((item) => OF_MONTH.exec(item) ?? item);
  const everyWeek = items.filter((item) => typeof item === "string");
  if (everyWeek.length === items.length) {
    const days = restrictionOf(field, text);
    return !days || (isWhole(field, days) && dayOfMonth.includes("*")) ? undefined : { days };
  }
  if (everyWeek.length > 0) {
    throw new FieldError(`the day of the week mixes ${everyWeek[0]}, of every week, with days of the month`);
  }
  return { ofMonth: weekdaysOfMonth(field, items as RegExpExecArray[]) };
}

function weekdaysOfMonth(field: Field, items: readonly RegExpExecArray[]): Map<number, Set<number>> {
  const ofMonth = new Map<number, Set<number>>();
  for (const [text, weekdays, number, last] of items) {
    const place = last === undefined ? Number(number) : LAST;
    if (last === undefined && (place < 1 || place > 5)) {
      throw new FieldError(`a month has no ${text}; the number after # is from 1 to 5`);
    }
    for (const weekday of valuesOf(field, last ?? weekdays!)) {
      ofMonth.set(weekday, (ofMonth.get(weekday) ?? new Set()).add(place));
    }
  }
  return ofMonth;
}

/** Which of a month's days of one weekday is the last of them. */
export const LAST = 0;

/** The values that a field is held to; undefined where it takes any. */
function restrictionOf(field: Field, text: string): Set<number> | undefined {
  const values = valuesOf(field, text);
  return text.split(",").includes("*") ? undefined : values;
}

const isWhole = ({ low, high }: Field, values: ReadonlySet<number>) => values.size > high - low;
const inOrder = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b);

const valuesOf = (field: Field, text: string): Set<number> =>
  new Set(text.split(",").flatMap((item) => expand(field, item)));

const ITEM = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/;

function expand(field: Field, item: string): number[] {
  const [, from, to, stepText] = ITEM.exec(item) ?? [];
  if (from === undefined || (from === "*" && to !== undefined)) {
    throw new FieldError(`"${item}" is no ${field.name}`);
  }
  const step = Number(stepText ?? 1);
  if (step === 0) throw new FieldError(`"${item}" has a step of 0`);
  if (from === "*") return range(field.low, field.high, step);
  const low = numberOf(field, from);
  if (to === undefined && stepText === undefined) return [low];
  const high = to === undefined ? field.high : numberOf(field, to);
  if (low < high) return range(low, high, step);
  // From a value to itself is once around.
  if (low === high) return range(field.low, field.high, step);
  return aroundTheEnd(field, low, high, step);
}

/** From a value over the field's end to a smaller one; a step across the end is counted as croniter counts it. */
function aroundTheEnd(
  { low: lowest, high: highest }: Field,
  low: number,
  high: number,
  step: number,
): number[] {
  const untilEnd = range(low, highest, step);
  const last = untilEnd.at(-1)!;
  const stepsOver = last + step > highest + 1 && highest - last < step;
  return [...untilEnd, ...range(lowest + (stepsOver ? step - (highest - last) : 0), high, step)];
}

function numberOf({ name, low, high, names = {}, aliases = {} }: Field, text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : names[text];
  if (number === undefined) throw new FieldError(`"${text}" is no ${name}`);
  const value = aliases[number] ?? number;
  if (value < low || value > high) throw new FieldError(`the ${name} ${text} is not from ${low} to ${high}`);
  return value;
}

const range = (low: number, high: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.floor((high - low) / step) + 1) }, (_, place) => low + place * step);
