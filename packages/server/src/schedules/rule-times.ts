import { calendarDay, type DayNumber, firstOfMonth, firstOfWeek, firstOfYear } from "./calendar-day.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";
import { matchesDay } from "./rule-days.ts";
import { DAY, SECOND, type WallTime } from "./time-zone.ts";

const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The times of a rule from one time to another, in order. It takes no longer where they are far from the rule's start. */
export function* ruleTimes(given: RecurrenceRule, from: WallTime, to: WallTime): Generator<WallTime> {
  const rule = withDefaults(given);
  const last = Math.min(to, rule.until ?? to);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  // Which times are the first so many is known only by counting them from the first.
  const earliest = rule.count === undefined ? Math.max(from, rule.start) : rule.start;
  const unit = UNITS[rule.frequency as keyof typeof UNITS];
  const times = unit
    ? timesByUnit(rule, unit, earliest, last, (day, count) => {
        const isSkipped = day < Math.floor(from / DAY) && count <= left;
        if (isSkipped) left -= count;
        return isSkipped;
      })
    : timesByPeriod(rule, earliest, last);
  for (const time of times) {
    if (time > last || left === 0) return;
    if (time < rule.start) continue;
    left -= 1;
    if (time >= from) yield time;
  }
}

/** Where a rule does not say on which days or at what time, those of its start are meant. */
function withDefaults(rule: RecurrenceRule): RecurrenceRule {
  const start = calendarDay(Math.floor(rule.start / DAY));
  const { frequency, daysOfMonth, daysOfYear, weekdays, weeks, daysFromEaster } = rule;
  const parts = [daysOfMonth, daysOfYear, weekdays, weeks, daysFromEaster];
  const saysDays = parts.some((part) => part.length > 0);
  const time = rule.start - start.day * DAY;
  return {
    ...rule,
    ...(!saysDays && frequency === "YEARLY" && rule.months.length === 0 && { months: [start.month] }),
    ...(!saysDays &&
      (frequency === "YEARLY" || frequency === "MONTHLY") && { daysOfMonth: [start.dayOfMonth] }),
    ...(!saysDays && frequency === "WEEKLY" && { weekdays: [{ weekday: start.weekday, place: undefined }] }),
    ...(!(frequency in UNITS) && { hours: orElse(rule.hours, Math.floor(time / HOUR)) }),
    ...(frequency !== "MINUTELY" &&
      frequency !== "SECONDLY" && { minutes: orElse(rule.minutes, Math.floor((time % HOUR) / MINUTE)) }),
    ...(frequency !== "SECONDLY" && { seconds: orElse(rule.seconds, (time % MINUTE) / SECOND) }),
  };
}

const orElse = (list: readonly number[], value: number): readonly number[] =>
  list.length > 0 ? list : [value];

// A day that comes at all comes in each cycle of the calendar, which is 400 years; by then nobody waits.
const LONGEST_WAIT_DAYS = 100 * 366;

/** The times of years, months, weeks or days: of each its days that match, at the times of the day. */
function* timesByPeriod(rule: RecurrenceRule, from: WallTime, to: WallTime): Generator<WallTime> {
  const timesOfDay = timesOf(rule.hours, rule.minutes, rule.seconds);
  let lastMatch = Math.floor(from / DAY);
  for (let number = firstPeriod(rule, from); ; number += 1) {
    const [first, end] = daysOfPeriod(rule, number);
    if (first * DAY > to || first - lastMatch > LONGEST_WAIT_DAYS) return;
    const days: DayNumber[] = [];
    for (let day = first; day < end; day++) if (matchesDay(rule, calendarDay(day))) days.push(day);
    if (days.length > 0) lastMatch = days[0]!;
    for (const time of atPositions(rule.positions, days.length * timesOfDay.length)) {
      yield days[Math.floor(time / timesOfDay.length)]! * DAY + timesOfDay[time % timesOfDay.length]!;
    }
  }
}

/** The number of the first period that matters; the rule's first is 0. */
function firstPeriod(rule: RecurrenceRule, from: WallTime): number {
  const first = calendarDay(Math.floor(rule.start / DAY));
  const wanted = calendarDay(Math.floor(from / DAY));
  const distance = {
    YEARLY: wanted.year - first.year,
    MONTHLY: (wanted.year - first.year) * 12 + wanted.month - first.month,
    WEEKLY: (wanted.day - firstOfWeek(first.day, rule.firstWeekday)) / 7,
    DAILY: wanted.day - first.day,
  }[rule.frequency as "YEARLY"];
  return Math.max(0, Math.floor(distance / rule.interval));
}

/** The first day of a period, and the first after it. */
function daysOfPeriod(rule: RecurrenceRule, number: number): [DayNumber, DayNumber] {
  const start = calendarDay(Math.floor(rule.start / DAY));
  const distance = number * rule.interval;
  switch (rule.frequency) {
    case "YEARLY":
      return [firstOfYear(start.year + distance), firstOfYear(start.year + distance + 1)];
    case "MONTHLY":
      return [
        firstOfMonth(start.year, start.month + distance),
        firstOfMonth(start.year, start.month + distance + 1),
      ];
    case "WEEKLY": {
      const first = firstOfWeek(start.day, rule.firstWeekday) + distance * 7;
      // The first week begins with the rule, also for what counts positions in it.
      return [Math.max(first, start.day), first + 7];
    }
    default:
      return [start.day + distance, start.day + distance + 1];
  }
}

const UNITS = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND } as const;

/**
 * The times of a rule that counts in hours or less. `skipDay` is told how many times a whole day has,
 * and whether it is true passes over it.
 */
function* timesByUnit(
  rule: RecurrenceRule,
  unit: number,
  from: WallTime,
  to: WallTime,
  skipDay: (day: DayNumber, count: number) => boolean,
): Generator<WallTime> {
  const start = Math.floor(rule.start / unit);
  const offsets = offsetsInUnit(rule);
  const counts = new Map<number, number>();
  let lastMatch = Math.floor(from / DAY);
  for (let day = lastMatch; day * DAY <= to && day - lastMatch < LONGEST_WAIT_DAYS; day++) {
    if (!matchesDay(rule, calendarDay(day))) continue;
    // Days that begin at the same place between two units have the same times.
    const phase = modulo(start - day * (DAY / unit), rule.interval);
    const count = counts.get(phase) ?? countUnits(rule, unit, phase) * offsets.length;
    counts.set(phase, count);
    if (count === 0) continue;
    lastMatch = day;
    if (day * DAY > rule.start && skipDay(day, count)) continue;
    for (const begin of unitsOfDay(rule, unit, phase, from - day * DAY - unit)) {
      for (const offset of offsets) {
        const time = day * DAY + begin + offset;
        if (time >= from) yield time;
      }
    }
  }
}

/** The hours, minutes or seconds of a day that a rule takes, by their beginnings, from a time of the day on. */
function* unitsOfDay(rule: RecurrenceRule, unit: number, phase: number, from: WallTime): Generator<WallTime> {
  const { hours, minutes, seconds, interval, frequency } = rule;
  const skipped = Math.max(0, Math.ceil((from / unit - phase) / interval));
  for (let time = (phase + skipped * interval) * unit; time < DAY; time += interval * unit) {
    if (hours.length > 0 && !hours.includes(Math.floor(time / HOUR))) continue;
    if (frequency !== "HOURLY") {
      if (minutes.length > 0 && !minutes.includes(Math.floor((time % HOUR) / MINUTE))) continue;
      if (frequency !== "MINUTELY" && seconds.length > 0 && !seconds.includes((time % MINUTE) / SECOND))
        continue;
    }
    yield time;
  }
}

function countUnits(rule: RecurrenceRule, unit: number, phase: number): number {
  const isEveryOne = rule.hours.length + rule.minutes.length + rule.seconds.length === 0;
  if (isEveryOne) return Math.max(0, Math.ceil((DAY / unit - phase) / rule.interval));
  let count = 0;
  for (const _ of unitsOfDay(rule, unit, phase, 0)) count += 1;
  return count;
}

/** The times of a rule within each hour, minute or second, from its beginning. */
function offsetsInUnit({ frequency, minutes, seconds, positions }: RecurrenceRule): readonly WallTime[] {
  const offsets = {
    HOURLY: () => timesOf([0], minutes, seconds),
    MINUTELY: () => timesOf([0], [0], seconds),
    SECONDLY: () => [0],
  }[frequency as keyof typeof UNITS]();
  return [...atPositions(positions, offsets.length)].map((place) => offsets[place]!);
}

const timesOf = (
  hours: readonly number[],
  minutes: readonly number[],
  seconds: readonly number[],
): WallTime[] =>
  hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * HOUR + minute * MINUTE + second * SECOND)),
  );

/** The places of a list that BYSETPOS names, in order; all where it names none. */
function* atPositions(positions: readonly number[], length: number): Generator<number> {
  if (positions.length === 0) {
    for (let place = 0; place < length; place++) yield place;
    return;
  }
  const places = new Set(positions.map((position) => (position > 0 ? position - 1 : length + position)));
  yield* [...places].filter((place) => place >= 0 && place < length).sort((a, b) => a - b);
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
