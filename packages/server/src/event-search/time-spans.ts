import { fromMicroseconds, ReeveError, type Timestamp, type TimeUnit, toMicroseconds } from "@reeve/protocol";

/** Parts of one length into which a time is divided, each up to the microsecond before the next. */
export type TimeSpans = {
  readonly spans: readonly (readonly [start: Timestamp, end: Timestamp])[];
  /** Where the first begins, and how long each is, in microseconds. */
  readonly first: number;
  readonly length: number;
};

const SECONDS: Readonly<Record<TimeUnit, number>> = {
  week: 604_800,
  day: 86_400,
  hour: 3_600,
  minute: 60,
  second: 1,
};

// A Monday; all spans begin at multiples of their length from it, so that those of two answers fit together.
const ANCHOR = toMicroseconds("2024-04-01T00:00:00.000000Z");
const MOST_SPANS = 1_000;

/** Divides a time into spans of so many units; what lies in the future is left out. */
export function divideTime(
  since: Timestamp,
  until: Timestamp,
  unit: TimeUnit,
  interval: number,
  now: Timestamp,
): TimeSpans {
  const length = Math.round(SECONDS[unit] * interval * 1_000_000);
  const [start, end] = [toMicroseconds(since), toMicroseconds(until)];
  const count = Math.ceil((end - start) / length);
  if (count > MOST_SPANS) {
    throw new ReeveError(
      "unprocessable",
      `The time holds ${count} spans of that length, at most ${MOST_SPANS} are counted. Ask for longer spans, or a shorter time.`,
    );
  }
  const first = ANCHOR + Math.floor((start - ANCHOR) / length) * length;
  const last = Math.min(end, endOfUnit(now, unit));
  const spans: [Timestamp, Timestamp][] = [];
  for (let place = first; place < last; place += length) {
    spans.push([fromMicroseconds(place), fromMicroseconds(place + length - 1)]);
  }
  return { spans, first, length };
}

function endOfUnit(now: Timestamp, unit: TimeUnit): number {
  const length = SECONDS[unit] * 1_000_000;
  return ANCHOR + (Math.floor((toMicroseconds(now) - ANCHOR) / length) + 1) * length - 1;
}
