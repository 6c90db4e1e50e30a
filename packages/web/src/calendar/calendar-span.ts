import { dayText, instantOf, wallTime } from "../times/wall-time.ts";
import { zonedFormat } from "../times/zoned-format.ts";

export const CALENDAR_VIEWS = ["day", "week", "month"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** The stretch that is shown, in the zone that is shown; the end does not belong to it. */
export type CalendarSpan = { view: CalendarView; start: Date; end: Date };

/** The day, week (from Monday) or month that holds a day; a day that makes no sense is today. */
export function calendarSpan(view: CalendarView, day: string, now: Date): CalendarSpan {
  const given = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : wallTime(now);
  const wall = Number.isNaN(given.getTime()) ? wallTime(now) : given;
  wall.setUTCHours(0, 0, 0, 0);
  if (view === "week") wall.setUTCDate(wall.getUTCDate() - ((wall.getUTCDay() + 6) % 7));
  if (view === "month") wall.setUTCDate(1);
  const start = instantOf(wall);
  return { view, start, end: after(view, start, 1) };
}

/** The day with which the next span begins, or the one before, as it stands in the address. */
export const neighbour = ({ view, start }: CalendarSpan, steps: 1 | -1): string =>
  dayText(after(view, start, steps));

function after(view: CalendarView, start: Date, steps: number): Date {
  const end = wallTime(start);
  if (view === "month") end.setUTCMonth(end.getUTCMonth() + steps);
  else end.setUTCDate(end.getUTCDate() + steps * (view === "week" ? 7 : 1));
  return instantOf(end);
}

const long = zonedFormat({
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const short = zonedFormat({ day: "numeric", month: "short" });
const month = zonedFormat({ month: "long", year: "numeric" });

/** The span as a heading. */
export function sayCalendarSpan({ view, start, end }: CalendarSpan): string {
  if (view === "day") return long(start);
  if (view === "month") return month(start);
  const last = after("day", end, -1);
  return `${short(start)} to ${short(last)} ${wallTime(last).getUTCFullYear()}`;
}

const hour = zonedFormat({ hour: "2-digit", minute: "2-digit" });
const weekday = zonedFormat({ weekday: "short", day: "numeric" });
const dayOfMonth = zonedFormat({ day: "numeric" });

/** Where lines stand over the span, from 0 to 1, and the words after them. */
export function calendarTicks({ view, start, end }: CalendarSpan): { share: number; text: string }[] {
  const ticks: { share: number; text: string }[] = [];
  let at = start;
  while (at < end) {
    const share = (at.getTime() - start.getTime()) / (end.getTime() - start.getTime());
    const format = view === "day" ? hour : view === "week" ? weekday : dayOfMonth;
    ticks.push({ share, text: format(at) });
    if (view === "day") at = hoursLater(at, 3);
    else at = after("day", at, 1);
  }
  return ticks;
}

function hoursLater(at: Date, hours: number): Date {
  const wall = wallTime(at);
  wall.setUTCHours(wall.getUTCHours() + hours);
  return instantOf(wall);
}
