import { ZONE_ALIASES } from "./zone-aliases.ts";

/** Microseconds since 1970. */
export type Instant = number;
/** What a clock shows, in microseconds since 1970 as if its zone were UTC. */
export type WallTime = number;

export const SECOND = 1_000_000;
export const DAY = 86_400 * SECOND;

const names = new Set([...Intl.supportedValuesOf("timeZone"), "UTC", ...ZONE_ALIASES]);

/** Whether the IANA database has a zone of exactly this name: Python's clients refuse any other spelling. */
export const isTimeZone = (name: string): boolean => names.has(name);

/** The clocks of a zone. */
export type TimeZone = {
  /** By how much they are ahead of UTC at an instant. */
  offsetAt(instant: Instant): number;
  /**
   * When they show this. A time that they skip is as long after the last that they showed as it would have been
   * without the skip; of one that they show twice it is the first.
   */
  toInstant(wall: WallTime): Instant;
};

const zones = new Map<string, TimeZone>();

/** The zone of this name. */
export function timeZone(name: string): TimeZone {
  let zone = zones.get(name);
  if (!zone) {
    zone = createZone(name);
    zones.set(name, zone);
  }
  return zone;
}

// Days whose changes of the clocks are remembered: more than anybody schedules ahead, and little memory.
const REMEMBERED_DAYS = 20_000;

/** A day's offset, and the one after the change where its clocks change. None changes them twice in a day. */
type Day = { readonly offset: number; readonly change?: { readonly at: Instant; readonly offset: number } };

function createZone(name: string): TimeZone {
  if (name === "UTC") return { offsetAt: () => 0, toInstant: (wall) => wall };
  const measure = measureOffsets(name);
  const days = new Map<number, Day>();
  const dayOf = (number: number): Day => {
    let day = days.get(number);
    if (!day) {
      if (days.size >= REMEMBERED_DAYS) days.clear();
      day = examineDay(number * DAY, measure);
      days.set(number, day);
    }
    return day;
  };
  const offsetAt = (instant: Instant): number => {
    const { offset, change } = dayOf(Math.floor(instant / DAY));
    return change && instant >= change.at ? change.offset : offset;
  };
  return { offsetAt, toInstant: (wall) => findInstant(wall, offsetAt) };
}

function examineDay(start: Instant, measure: (instant: Instant) => number): Day {
  const offset = measure(start);
  const last = measure(start + DAY);
  if (last === offset) return { offset };
  let [before, after] = [0, DAY / SECOND];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (measure(start + middle * SECOND) === offset) before = middle;
    else after = middle;
  }
  return { offset, change: { at: start + after * SECOND, offset: last } };
}

function findInstant(wall: WallTime, offsetAt: (instant: Instant) => number): Instant {
  // No zone is as far as a day from UTC, so that these are before and after any change that matters.
  const before = offsetAt(wall - DAY);
  const after = offsetAt(wall + DAY);
  const first = wall - before;
  if (before === after || offsetAt(first) === before) return first;
  const second = wall - after;
  return offsetAt(second) === after ? second : first;
}

// Before there were railways every town had a time of its own, to which no change was made.
const EARLIEST_CHANGE = Date.UTC(1800, 0) * 1000;
const PARTS = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

function measureOffsets(name: string): (instant: Instant) => number {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (given) => {
    const instant = Math.max(given, EARLIEST_CHANGE);
    const [, month, day, year, hour, minute, second] = PARTS.exec(clock.format(instant / 1000))!.map(Number);
    return Date.UTC(year!, month! - 1, day!, hour, minute, second) * 1000 - instant;
  };
}
