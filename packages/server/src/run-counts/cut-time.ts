import { fromMicroseconds, type Timestamp, toMicroseconds } from "@reeve/protocol";

/** A stretch of time, which has its beginning and not its end; that may be `FOREVER`. */
export type Span = { readonly start: Timestamp; readonly end: Timestamp };

/** Sums of one length, in minutes, that make up a part of an interval: those from one minute to another. */
export type Part = {
  readonly interval: number;
  readonly minutes: number;
  readonly from: number;
  readonly to: number;
};

/** Before and after all times; both databases take the latter for later than any time. */
export const BEGINNING: Timestamp = "0001-01-01T00:00:00.000000Z";
export const FOREVER = "infinity";

// Between these, microseconds are exact in a number.
const [EXACT_FROM, EXACT_UNTIL] = ["1700-01-01T00:00:00.000000Z", "2255-01-01T00:00:00.000000Z"];
// Each holds a whole number of the one before.
const LENGTHS = [1, 10, 60, 1440] as const;
const MICROSECONDS_A_MINUTE = 60_000_000;
// From the beginning of the first year to 1970: minutes are counted from there, so that none is negative.
const MINUTES_BEFORE_1970 = 1_035_593_280;

/** Whether a span can be cut: its bounds are times that are exact, or none. */
export const canBeCut = ({ start, end }: Span): boolean =>
  (start === BEGINNING || isExact(start)) && (end === FOREVER || isExact(end));

const isExact = (time: Timestamp): boolean => time >= EXACT_FROM && time < EXACT_UNTIL;

/**
 * Cuts a span, in which intervals of one length follow each other since `first`, into the longest times that are
 * summed, and into edges: what is left of minutes that do not lie in one interval, in the order of time.
 */
export function cutTime(
  { start, end }: Span,
  { first, microseconds }: { first: number; microseconds: number },
): { parts: Part[]; edges: Span[] } {
  const parts: Part[] = [];
  const edges: Span[] = [];
  const last = toMicroseconds(end === FOREVER ? EXACT_UNTIL : end);
  const begin = toMicroseconds(start);
  let cut = start;
  let interval = Math.max(0, Math.floor((begin - first) / microseconds));
  for (; first + interval * microseconds < last; interval++) {
    const at = first + interval * microseconds;
    const from = Math.ceil(Math.max(at, begin) / MICROSECONDS_A_MINUTE);
    const to = Math.floor(Math.min(at + microseconds, last) / MICROSECONDS_A_MINUTE);
    if (from >= to) continue;
    const whole = fromMicroseconds(from * MICROSECONDS_A_MINUTE);
    if (cut < whole) edges.push({ start: cut, end: whole });
    cut = fromMicroseconds(to * MICROSECONDS_A_MINUTE);
    for (const part of partsOf(from + MINUTES_BEFORE_1970, to + MINUTES_BEFORE_1970)) {
      parts.push({ interval, ...part });
    }
  }
  if (cut < end) edges.push({ start: cut, end });
  return { parts, edges };
}

/** The fewest sums that make up some minutes: the longest in the middle, shorter ones towards both ends. */
function partsOf(from: number, to: number): Omit<Part, "interval">[] {
  const parts: Omit<Part, "interval">[] = [];
  let [start, end] = [from, to];
  for (const [place, minutes] of LENGTHS.entries()) {
    const longer = LENGTHS[place + 1] ?? Number.POSITIVE_INFINITY;
    const [inner, outer] = [Math.ceil(start / longer) * longer, Math.floor(end / longer) * longer];
    // No longer one fits in between.
    if (!(inner < outer)) return [...parts, { minutes, from: start, to: end }];
    if (start < inner) parts.push({ minutes, from: start, to: inner });
    if (outer < end) parts.push({ minutes, from: outer, to: end });
    [start, end] = [inner, outer];
  }
  return parts;
}
