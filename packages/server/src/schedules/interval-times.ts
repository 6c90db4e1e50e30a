import { type IntervalSchedule, toMicroseconds } from "@reeve/protocol";
import { DAY, type Instant, SECOND, timeZone } from "./time-zone.ts";
import { instantsOf, type Span } from "./wall-times.ts";

/**
 * The instants of a span that are a whole number of intervals from the anchor. Intervals of a day and more are
 * measured on the clocks of the timezone, so that they come at the same hour all year; shorter ones in elapsed time.
 */
export function intervalTimes(
  { interval, anchor_date, timezone }: IntervalSchedule,
  span: Span,
): Iterable<Instant> {
  const step = Math.max(1, Math.round(interval * SECOND));
  const anchor = toMicroseconds(anchor_date);
  if (step < DAY) return instantsOf("UTC", span, (from) => steps(anchor, step, from));
  const zone = timezone ?? "UTC";
  const wallAnchor = anchor + timeZone(zone).offsetAt(anchor);
  return instantsOf(zone, span, (from) => steps(wallAnchor, step, from));
}

function* steps(anchor: number, step: number, from: number): Generator<number> {
  const first = Math.ceil((from - anchor) / step);
  for (let count = first; ; count++) yield anchor + count * step;
}
