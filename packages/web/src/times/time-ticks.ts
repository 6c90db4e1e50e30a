import { instantOf, midnight, wallTime } from "./wall-time.ts";
import { zonedFormat } from "./zoned-format.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** Between two marks, in seconds: what a clock or a calendar has a word for. */
const STEPS = [
  ...[1, 5, 15, 60, 300, 900, HOUR_SECONDS, 4 * HOUR_SECONDS, 12 * HOUR_SECONDS],
  ...[1, 2, 5, 15, 30, 90, 365].map((days) => days * DAY_SECONDS),
];
// More words would run into each other on a narrow axis.
const MOST_TICKS = 8;

const second = zonedFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const clock = zonedFormat({ hour: "2-digit", minute: "2-digit" });
const moment = zonedFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });
const day = zonedFormat({ weekday: "short", day: "numeric" });
const date = zonedFormat({ day: "numeric", month: "short" });

export type TimeTick = { share: number; text: string };

/** Where an axis from one instant to another (ms since 1970) is marked, and with what: whole steps of the clock or of the calendar in the shown zone, as many as can be read. */
export function timeTicks(from: number, until: number): TimeTick[] {
  const spanSeconds = (until - from) / 1_000;
  if (!(spanSeconds > 0)) return [];
  const step = STEPS.find((one) => spanSeconds / one <= MOST_TICKS) ?? (STEPS.at(-1) as number);
  const format = formatOf(step, spanSeconds);
  const ticks: TimeTick[] = [];
  for (
    let at = firstTick(from, step);
    at <= until && ticks.length <= 2 * MOST_TICKS;
    at = nextTick(at, step)
  ) {
    const share = (at - from) / (until - from);
    // A word at the very edge would be cut off.
    if (share > 0.03 && share < 0.97) ticks.push({ share, text: format(at) });
  }
  return ticks;
}

function formatOf(step: number, spanSeconds: number): (at: number) => string {
  if (step < 60) return second;
  if (step < DAY_SECONDS) return spanSeconds > DAY_SECONDS ? moment : clock;
  return spanSeconds > 8 * DAY_SECONDS ? date : day;
}

/** The first whole step of the clock that is not before `from`. */
function firstTick(from: number, stepSeconds: number): number {
  if (stepSeconds >= DAY_SECONDS) return midnight(from, 1).getTime();
  const wall = wallTime(from);
  const passed = (wall.getTime() % (DAY_SECONDS * 1_000)) / 1_000;
  wall.setUTCHours(0, 0, Math.ceil(passed / stepSeconds) * stepSeconds, 0);
  return instantOf(wall).getTime();
}

/** By the calendar, so that a day of another length does not move the marks after it. */
function nextTick(at: number, stepSeconds: number): number {
  if (stepSeconds >= DAY_SECONDS) return midnight(at, stepSeconds / DAY_SECONDS).getTime();
  return at + stepSeconds * 1_000;
}
