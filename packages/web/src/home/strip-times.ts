const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric" });
const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const moment = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" });

/** "14:00 to 14:30", with the day where the span has several. */
export function formatStretch(start: string, end: string, spanSeconds: number): string {
  const format = spanSeconds > DAY_SECONDS ? moment : clock;
  return `${format.format(Date.parse(start))} to ${format.format(Date.parse(end))}`;
}

type Stretch = { start: string; end: string };

/** Where the axis is marked, and with what: whole hours or days in the user's zone, as many as can be read. */
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
    if (share > 0.03 && share < 0.97) ticks.push({ share, text: format.format(at) });
  }
  return ticks;
}

function stepOf(spanSeconds: number): number {
  if (spanSeconds <= HOUR_SECONDS) return HOUR_SECONDS / 4;
  if (spanSeconds <= DAY_SECONDS) return 4 * HOUR_SECONDS;
  return spanSeconds <= 8 * DAY_SECONDS ? DAY_SECONDS : 5 * DAY_SECONDS;
}

/** The first whole step of the local clock that is not before `from`. */
function firstTick(from: number, stepSeconds: number): number {
  const at = new Date(from);
  if (stepSeconds >= DAY_SECONDS) at.setHours(24, 0, 0, 0);
  else {
    const minutes = stepSeconds / 60;
    const midnight = new Date(from).setHours(0, 0, 0, 0);
    const passed = Math.ceil((from - midnight) / 60_000 / minutes) * minutes;
    at.setHours(0, passed, 0, 0);
  }
  return at.getTime();
}

/** By the calendar, so that a day of another length does not move the marks after it. */
function nextTick(at: number, stepSeconds: number): number {
  const next = new Date(at);
  if (stepSeconds >= DAY_SECONDS) next.setDate(next.getDate() + stepSeconds / DAY_SECONDS);
  else next.setMinutes(next.getMinutes() + stepSeconds / 60);
  return next.getTime();
}
