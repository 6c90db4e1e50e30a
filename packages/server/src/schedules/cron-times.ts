import type { CronSchedule } from "@reeve/protocol";
import { type CronExpression, type DaysOfWeek, LAST, parseCron } from "./cron-expression.ts";
import { DAY, type Instant, SECOND, type WallTime } from "./time-zone.ts";
import { instantsOf, type Span } from "./wall-times.ts";

/** The instants of a span at which the clocks of the timezone show what the expression says. */
export function cronTimes({ cron, timezone, day_or }: CronSchedule, span: Span): Iterable<Instant> {
  const expression = parseCron(cron);
  return instantsOf(timezone ?? "UTC", span, (from) => wallTimes(expression, day_or, from));
}

// A leap day on one weekday comes every 28 years, or 40 around a century; what has not come by then never will.
const LONGEST_WAIT_DAYS = 50 * 366;

function* wallTimes(expression: CronExpression, dayOr: boolean, from: WallTime): Generator<WallTime> {
  const times = timesOfDay(expression);
  let lastMatch = Math.floor(from / DAY);
  for (let day = lastMatch; day - lastMatch < LONGEST_WAIT_DAYS; day++) {
    if (!matchesDay(expression, dayOr, day)) continue;
    lastMatch = day;
    for (const time of times()) if (day * DAY + time >= from) yield day * DAY + time;
  }
}

const timesOfDay = ({ hours, minutes, seconds }: CronExpression) =>
  function* () {
    for (const hour of hours) {
      for (const minute of minutes) {
        for (const second of seconds) yield (hour * 3600 + minute * 60 + second) * SECOND;
      }
    }
  };

function matchesDay(expression: CronExpression, dayOr: boolean, day: number): boolean {
  const date = new Date((day * DAY) / 1000);
  const { years, months, daysOfMonth, daysOfWeek } = expression;
  if (years && !years.has(date.getUTCFullYear())) return false;
  if (months && !months.has(date.getUTCMonth() + 1)) return false;
  const isDayOfMonth =
    daysOfMonth &&
    (daysOfMonth.days.has(date.getUTCDate()) || (daysOfMonth.isLastIncluded && isLastOfMonth(date, 1)));
  const isDayOfWeek = daysOfWeek && matchesWeekday(daysOfWeek, date);
  if (isDayOfMonth !== undefined && isDayOfWeek !== undefined) {
    return dayOr ? isDayOfMonth || isDayOfWeek : isDayOfMonth && isDayOfWeek;
  }
  return isDayOfMonth ?? isDayOfWeek ?? true;
}

function matchesWeekday(daysOfWeek: DaysOfWeek, date: Date): boolean {
  const weekday = date.getUTCDay();
  if ("days" in daysOfWeek) return daysOfWeek.days.has(weekday);
  const places = daysOfWeek.ofMonth.get(weekday);
  if (!places) return false;
  return places.has(Math.ceil(date.getUTCDate() / 7)) || (places.has(LAST) && isLastOfMonth(date, 7));
}

/** Whether that many days later is another month. */
const isLastOfMonth = (date: Date, days: number): boolean =>
  new Date(date.getTime() + (days * DAY) / 1000).getUTCMonth() !== date.getUTCMonth();
