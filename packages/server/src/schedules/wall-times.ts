import { DAY, type Instant, type TimeZone, timeZone, type WallTime } from "./time-zone.ts";

/** The instants between which occurrences are asked for, both included. */
export type Span = { readonly start: Instant; readonly end: Instant };

/**
 * The instants of a span at which a zone's clocks show the times of a series, in order, each once. `series` is asked
 * for its times, in order, from a time on the wall that nothing of the span comes before.
 */
export function* instantsOf(
  zoneName: string,
  { start, end }: Span,
  series: (from: WallTime) => Iterable<WallTime>,
): Generator<Instant> {
  const zone = timeZone(zoneName);
  // Times that the clocks have just skipped may still lie ahead: see toInstant.
  const from = start + Math.min(zone.offsetAt(start), zone.offsetAt(start - DAY));
  let last = Number.NEGATIVE_INFINITY;
  for (const instant of inOrder(zone, series(from), end)) {
    if (instant > end) return;
    if (instant >= start && instant > last) yield instant;
    last = Math.max(last, instant);
  }
}

/** Skipped times fall among those after the skip, and are put in their places there. */
function* inOrder(zone: TimeZone, walls: Iterable<WallTime>, end: Instant): Generator<Instant> {
  const skipped: Instant[] = [];
  for (const wall of walls) {
    // Zones are less than a day from UTC.
    if (wall > end + DAY) break;
    const instant = zone.toInstant(wall);
    if (instant + zone.offsetAt(instant) !== wall) {
      skipped.push(instant);
      continue;
    }
    while (skipped.length > 0 && skipped[0]! <= instant) yield skipped.shift()!;
    yield instant;
  }
  yield* skipped;
}
