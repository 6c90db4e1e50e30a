import { type CalendarDay, easterOf, firstOfMonth, firstOfYear, weekOfYear } from "./calendar-day.ts";
import type { RecurrenceRule } from "./recurrence-rule.ts";

/** True of the days on which a rule has its times; each of its parts lets some pass. */
export function matchesDay(rule: RecurrenceRule, day: CalendarDay): boolean {
  const { months, daysOfMonth, daysOfYear, weekdays, weeks, daysFromEaster } = rule;
  return (
    (months.length === 0 || months.includes(day.month)) &&
    (daysOfMonth.length === 0 || isAmong(daysOfMonth, day.dayOfMonth, lengthOfMonth(day))) &&
    (daysOfYear.length === 0 || isAmong(daysOfYear, day.dayOfYear, lengthOfYear(day))) &&
    (weekdays.length === 0 || weekdays.some((weekday) => isWeekday(rule, weekday, day))) &&
    (weeks.length === 0 || isInWeeks(rule, day)) &&
    (daysFromEaster.length === 0 || daysFromEaster.includes(day.day - easterOf(day.year)))
  );
}

/** Whether a place, or the same place counted from the end, is among those wanted. */
const isAmong = (places: readonly number[], place: number, length: number): boolean =>
  places.includes(place) || places.includes(place - length - 1);

function isWeekday(
  { frequency, months }: RecurrenceRule,
  { weekday, place }: RecurrenceRule["weekdays"][number],
  day: CalendarDay,
): boolean {
  if (weekday !== day.weekday) return false;
  // Only months and years are long enough for places.
  if (place === undefined || (frequency !== "YEARLY" && frequency !== "MONTHLY")) return true;
  const isOfYear = frequency === "YEARLY" && months.length === 0;
  const ordinal = isOfYear ? day.dayOfYear : day.dayOfMonth;
  const length = isOfYear ? lengthOfYear(day) : lengthOfMonth(day);
  return place > 0 ? Math.ceil(ordinal / 7) === place : Math.ceil((length - ordinal + 1) / 7) === -place;
}

function isInWeeks({ weeks: wanted, firstWeekday }: RecurrenceRule, { day }: CalendarDay): boolean {
  const { week, weeks } = weekOfYear(day, firstWeekday);
  return isAmong(wanted, week, weeks);
}

const lengthOfMonth = ({ year, month }: CalendarDay): number =>
  firstOfMonth(year, month + 1) - firstOfMonth(year, month);

const lengthOfYear = ({ year }: CalendarDay): number => firstOfYear(year + 1) - firstOfYear(year);
