import { DAY } from "./time-zone.ts";

/** Days since 1970. */
export type DayNumber = number;

/** What a day is called; months count from 1, weekdays from Monday, which is 0. */
export type CalendarDay = {
  readonly day: DayNumber;
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfYear: number;
  readonly weekday: number;
};

const DAY_MS = DAY / 1000;

/** The day of this number. */
export function calendarDay(day: DayNumber): CalendarDay {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  return {
    day,
    year,
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    dayOfYear: day - firstOfYear(year) + 1,
    weekday: weekdayOf(day),
  };
}

// The first of January 1970 was a Thursday.
export const weekdayOf = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7;

/** The first day of a month; months beyond a year's twelve are those of the next years. */
export function firstOfMonth(year: number, month: number): DayNumber {
  const date = new Date(0);
  // Date.UTC takes the years up to 99 for those of the last century.
  date.setUTCFullYear(year, month - 1, 1);
  return date.getTime() / DAY_MS;
}

export const firstOfYear = (year: number): DayNumber => firstOfMonth(year, 1);

/** The first day of the week, which begins on the weekday `firstWeekday`. */
export const firstOfWeek = (day: DayNumber, firstWeekday: number): DayNumber =>
  day - ((weekdayOf(day) - firstWeekday + 7) % 7);

/** The number of the week in the year that has most of its days, and how many weeks that year has. */
export function weekOfYear(day: DayNumber, firstWeekday: number): { week: number; weeks: number } {
  const first = firstOfWeek(day, firstWeekday);
  const { year } = calendarDay(first + 3);
  const firstWeek = firstWeekOf(year, firstWeekday);
  return {
    week: (first - firstWeek) / 7 + 1,
    weeks: (firstWeekOf(year + 1, firstWeekday) - firstWeek) / 7,
  };
}

const firstWeekOf = (year: number, firstWeekday: number): DayNumber =>
  firstOfWeek(firstOfYear(year) + 3, firstWeekday);

/** Easter Sunday in the Gregorian calendar. */
export function easterOf(year: number): DayNumber {
  // https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm
  const a = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const g = Math.floor((8 * century + 13) / 25);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - h - (ofCentury % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const dayOfMonth = (h + l - 7 * m + 33 * month + 19) % 32;
  return firstOfMonth(year, month) + dayOfMonth - 1;
}
