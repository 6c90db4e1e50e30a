import { instantOf, midnight, wallTime } from "../times/wall-time.ts";
import { zonedFormat } from "../times/zoned-format.ts";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

const clock = zonedFormat({ hour: "2-digit", minute: "2-digit" });
const day = zonedFormat({ weekday: "short", day: "numeric" });
const date = zonedFormat({ day: "numeric", month: "short" });
const moment = zonedFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });

/** "14:00 to 14:30", with the day where the span has several. */
export function formatStretch(start: string, end: string, spanSeconds: number): string {
  const format = spanSeconds > DAY_SECONDS ? moment : clock;
  return `${format(Date.parse(start))} to ${format(Date.parse(end))}`;
}

type Stretch = { start: string; end: string };

/** Where the axis is marked, and with what: whole hours or days in the shown zone, as many as can be read. */
export function ticksOf(
  stretches: readonly Stretch[],
  spanSeconds: number,
): { share: number; text: string }[] {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return [];
  const [from, until] = [Date.parse(first.start), Date.parse(last.end)];
  const step = stepOf(spanSeconds);
  const format = step < DAY_SECONDS ? clock : spanSeconds > 8 * DAY_SECONDS ? date : day;
  const ticks: { share: number; text: string }[] = [];
  for (let at = firstTick(from, step); at <= until; at = nextTick(at, step)) {
    const share = (at - from) / (until - from);
    // A word at the very edge would be cut off.
    if (share > 0.03 && share < 0.97) ticks.push({ share, text: format(at) });
  }
  return ticks;
}

function stepOf(spanSeconds: number): number {
  if (spanSeconds <= HOUR_SECONDS) return HOUR_SECONDS / 4;
  if (spanSeconds <= DAY_SECONDS) return 4 * HOUR_SECONDS;
  return spanSeconds <= 8 * DAY_SECONDS ? DAY_SECONDS : 5 * DAY_SECONDS;
}

/** The first whole step of the clock that is not before `from`. */
function firstTick(from: number, stepSeconds: number): number {
  if (stepSeconds >= DAY_SECONDS) return midnight(from, 1).getTime();
  const minutes = stepSeconds / 60;
  const wall = wallTime(from);
  const passed = (wall.getTime() % (DAY_SECONDS * 1_000)) / 60_000;
  wall.setUTCHours(0, Math.ceil(passed / minutes) * minutes, 0, 0);
  return instantOf(wall).getTime();
}

/** By the calendar, so that a day of another length does not move the marks after it. */
function nextTick(at: number, stepSeconds: number): number {
  if (stepSeconds >= DAY_SECONDS) return midnight(at, stepSeconds / DAY_SECONDS).getTime();
  return at + stepSeconds * 1_000;
}
