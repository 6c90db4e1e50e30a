export const CALENDAR_VIEWS = ["day", "week", "month"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** The stretch that is shown, in the user's zone; the end does not belong to it. */
export type CalendarSpan = { view: CalendarView; start: Date; end: Date };

/** The day, week (from Monday) or month that holds a day; a day that makes no sense is today. */
export function calendarSpan(view: CalendarView, day: string, now: Date): CalendarSpan {
  const given = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00`) : now;
  const start = new Date(Number.isNaN(given.getTime()) ? now : given);
  start.setHours(0, 0, 0, 0);
  if (view === "week") start.setDate(start.getDate() - ((start.getDay() + 6) % 7));
  if (view === "month") start.setDate(1);
  return { view, start, end: after(view, start, 1) };
}

/** The day with which the next span begins, or the one before, as it stands in the address. */
export const neighbour = ({ view, start }: CalendarSpan, steps: 1 | -1): string =>
  dayText(after(view, start, steps));

function after(view: CalendarView, start: Date, steps: number): Date {
  const end = new Date(start);
  if (view === "month") end.setMonth(end.getMonth() + steps);
  else end.setDate(end.getDate() + steps * (view === "week" ? 7 : 1));
  return end;
}

const two = (value: number) => String(value).padStart(2, "0");

/** "2026-11-28", in the user's zone. */
export const dayText = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const long = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});
const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric" });

/** The span as a heading. */
export function sayCalendarSpan({ view, start, end }: CalendarSpan): string {
  if (view === "day") return long.format(start);
  if (view === "month") return month.format(start);
  const last = new Date(end);
  last.setDate(last.getDate() - 1);
  return `${short.format(start)} to ${short.format(last)} ${last.getFullYear()}`;
}

const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" });
const dayOfMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric" });

/** Where lines stand over the span, from 0 to 1, and the words after them. */
export function calendarTicks({ view, start, end }: CalendarSpan): { share: number; text: string }[] {
  const ticks: { share: number; text: string }[] = [];
  const at = new Date(start);
  while (at < end) {
    const share = (at.getTime() - start.getTime()) / (end.getTime() - start.getTime());
    const format = view === "day" ? hour : view === "week" ? weekday : dayOfMonth;
    ticks.push({ share, text: format.format(at) });
    if (view === "day") at.setHours(at.getHours() + 3);
    else at.setDate(at.getDate() + 1);
  }
  return ticks;
}
