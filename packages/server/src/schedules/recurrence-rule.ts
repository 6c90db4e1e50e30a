import type { WallTime } from "./time-zone.ts";

const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A rule of RFC 5545; empty lists stand for parts that it does not have. Weekdays count from Monday, which is 0. */
export type RecurrenceRule = {
  readonly start: WallTime;
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: WallTime | undefined;
  readonly firstWeekday: number;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly daysOfYear: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly weekdays: readonly RuleWeekday[];
  readonly daysFromEaster: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly positions: readonly number[];
};

/** Every such weekday, or the one of that place in its month or year, from its end where the place is negative. */
export type RuleWeekday = { readonly weekday: number; readonly place: number | undefined };

/** What keeps a rule from being read, as a clause. */
export class RuleError extends Error {}

const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

// The parts that hold lists of numbers, and between what; where they may be negative they count from the end.
const LISTS = {
  BYMONTH: [1, 12],
  BYWEEKNO: [-53, 53],
  BYYEARDAY: [-366, 366],
  BYMONTHDAY: [-31, 31],
  BYEASTER: [-366, 366],
  BYHOUR: [0, 23],
  BYMINUTE: [0, 59],
  BYSECOND: [0, 59],
  BYSETPOS: [-366, 366],
} as const;

const OTHERS = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYWEEKDAY"];

/** Reads the value of an RRULE or EXRULE, whose times begin at `start`. */
export function parseRule(text: string, start: WallTime): RecurrenceRule {
  const parts = partsOf(text);
  const list = (name: keyof typeof LISTS): number[] => numbersOf(name, parts.get(name));
  return {
    start,
    frequency: frequencyOf(parts.get("FREQ")),
    interval: positiveOf("INTERVAL", parts.get("INTERVAL")) ?? 1,
    count: positiveOf("COUNT", parts.get("COUNT")),
    until: parts.has("UNTIL") ? parseWallTime(parts.get("UNTIL")!) : undefined,
    firstWeekday: weekdayOf(parts.get("WKST") ?? "MO"),
    months: list("BYMONTH"),
    weeks: list("BYWEEKNO"),
    daysOfYear: list("BYYEARDAY"),
    daysOfMonth: list("BYMONTHDAY"),
    weekdays: weekdaysOf(parts.get("BYDAY") ?? parts.get("BYWEEKDAY")),
    daysFromEaster: list("BYEASTER"),
    hours: list("BYHOUR"),
    minutes: list("BYMINUTE"),
    seconds: list("BYSECOND"),
    positions: list("BYSETPOS"),
  };
}

/** A time as RFC 5545 writes it. That of a rule is always one of the schedule's timezone, whatever it says itself. */
export function parseWallTime(text: string): WallTime {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)Z?)?$/.exec(text);
  const [year, month, day, hour = 0, minute = 0, second = 0] = (match?.slice(1) ?? []).map((part) =>
    Number(part ?? 0),
  );
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  date.setUTCHours(hour, minute, second);
  const isReal = date.getUTCDate() === day && date.getUTCMonth() + 1 === month && date.getUTCHours() === hour;
  if (!match || !isReal || year === 0) {
    throw new RuleError(`"${text}" is no time such as 20260131T093000`);
  }
  return date.getTime() * 1000;
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name, value] = part.split("=");
    if (name === undefined || !value || !(name in LISTS || OTHERS.includes(name))) {
      throw new RuleError(`"${part}" is no part of a rule`);
    }
    parts.set(name, value);
  }
  return parts;
}

function frequencyOf(text: string | undefined): Frequency {
  const frequency = FREQUENCIES.find((name) => name === text);
  if (frequency) return frequency;
  throw new RuleError(text ? `FREQ=${text} is none of ${FREQUENCIES.join(", ")}` : "FREQ is missing");
}

function positiveOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (number < 1 || !Number.isSafeInteger(number)) {
    throw new RuleError(`${name}=${text} is no whole number from 1 on`);
  }
  return number;
}

function numbersOf(name: keyof typeof LISTS, text: string | undefined): number[] {
  if (text === undefined) return [];
  const [low, high] = LISTS[name];
  const numbers = text.split(",").map((item) => {
    const number = /^[+-]?\d+$/.test(item) ? Number(item) : Number.NaN;
    const isPlace = low < 0 && name !== "BYEASTER";
    if (!(number >= low && number <= high) || (isPlace && number === 0)) {
      throw new RuleError(`${name}=${item} is not from ${low} to ${high}${isPlace ? ", or it is 0" : ""}`);
    }
    return number;
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function weekdaysOf(text: string | undefined): RuleWeekday[] {
  if (text === undefined) return [];
  return text.split(",").map((item) => {
    const [, before, name, after] = /^([+-]?\d+)?([A-Z]{2})(?:\(([+-]?\d+)\))?$/.exec(item) ?? [];
    if (!name) throw new RuleError(`BYDAY=${item} is no weekday such as MO, 1MO or -1FR`);
    const place = before ?? after;
    if (place !== undefined && Number(place) === 0) throw new RuleError(`BYDAY=${item} has no place 0`);
    return { weekday: weekdayOf(name), place: place === undefined ? undefined : Number(place) };
  });
}

function weekdayOf(name: string): number {
  const weekday = WEEKDAYS.indexOf(name);
  if (weekday < 0) throw new RuleError(`"${name}" is none of the weekdays ${WEEKDAYS.join(", ")}`);
  return weekday;
}
