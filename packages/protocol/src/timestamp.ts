/**
 * An instant as RFC 3339 in UTC with exactly six fractional digits, e.g. `2026-11-22T23:04:13.036778Z`.
 * The fixed width makes text order time order; a JavaScript `Date` would lose the microseconds
 * that transition comparisons and the unique (run, timestamp) key rely on.
 */
export type Timestamp = string;

const NORMAL_FORM = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
// What clients send: UTC, and a day that every month has, so that nothing is left to check or to convert.
const USUAL_FORM =
  /^([1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8]))[T ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?(?:Z|\+00:00)$/;
const ISO_FORM =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d\d:?\d\d|[+-]\d\d)?$/;

/**
 * Reads any ISO 8601 instant of the years 1 to 9999 (`T` or a space, any offset, none meaning UTC);
 * undefined when it is none.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const usual = USUAL_FORM.exec(text);
  if (usual) return `${usual[1]}T${usual[2]}.${(usual[3] ?? "").slice(0, 6).padEnd(6, "0")}Z`;
  if (NORMAL_FORM.test(text) && !Number.isNaN(Date.parse(text)) && dayExists(text.slice(0, 10))) return text;
  const match = ISO_FORM.exec(text);
  if (!match) return undefined;
  const [, day, minutes = "00:00", seconds = "00", fraction = "", offset = "Z"] = match;
  const milliseconds = Date.parse(`${day}T${minutes}:${seconds}${normalOffset(offset)}`);
  if (Number.isNaN(milliseconds) || !dayExists(day!)) return undefined;
  const timestamp = `${new Date(milliseconds).toISOString().slice(0, -5)}.${fraction.slice(0, 6).padEnd(6, "0")}Z`;
  return NORMAL_FORM.test(timestamp) ? timestamp : undefined;
}

/** Microseconds since 1970; exact up to the year 2255. */
export function toMicroseconds(timestamp: Timestamp): number {
  const seconds =
    dayInSeconds(timestamp.slice(0, 10)) +
    twoDigits(timestamp, 11) * 3600 +
    twoDigits(timestamp, 14) * 60 +
    twoDigits(timestamp, 17);
  return seconds * 1_000_000 + Number(timestamp.slice(20, 26));
}

let lastDay = "";
let lastDayInSeconds = 0;

/** Most times that are read after each other are of one day, and reading a date is most of the work. */
function dayInSeconds(day: string): number {
  if (day !== lastDay) {
    lastDay = day;
    lastDayInSeconds = Date.parse(day) / 1000;
  }
  return lastDayInSeconds;
}

const ZERO = "0".charCodeAt(0);
const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;

/** The timestamp of that many microseconds since 1970. */
export function fromMicroseconds(microseconds: number): Timestamp {
  const seconds = Math.floor(microseconds / 1_000_000);
  const fraction = Math.round(microseconds - seconds * 1_000_000);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(6, "0")}Z`;
}

/** The timestamp that many seconds later (or earlier, when negative). */
export function addSeconds(timestamp: Timestamp, seconds: number): Timestamp {
  return fromMicroseconds(toMicroseconds(timestamp) + Math.round(seconds * 1_000_000));
}

/** Seconds from `start` to `end`, negative when `end` is earlier. */
export function secondsBetween(start: Timestamp, end: Timestamp): number {
  return (toMicroseconds(end) - toMicroseconds(start)) / 1_000_000;
}

let lastMicroseconds = 0;
// What all timestamps of one second begin with: spelling it out is most of the work.
let lastSecond = 0;
let beginning = "";

/** The current instant; strictly later than any this process was given before, so that states keep their order. */
export function currentTimestamp(): Timestamp {
  const clock = Math.floor((performance.timeOrigin + performance.now()) * 1000);
  // performance.now() does not follow corrections of the system clock; a drift beyond a second does.
  const now = Math.abs(clock - Date.now() * 1000) > 1_000_000 ? Date.now() * 1000 : clock;
  lastMicroseconds = Math.max(now, lastMicroseconds + 1);
  const second = Math.floor(lastMicroseconds / 1_000_000);
  if (second !== lastSecond) {
    lastSecond = second;
    beginning = fromMicroseconds(second * 1_000_000).slice(0, 20);
  }
  return `${beginning}${String(lastMicroseconds - second * 1_000_000).padStart(6, "0")}Z`;
}

// Date.parse takes the 30th of February for the 2nd of March.
function dayExists(day: string): boolean {
  return Number(day.slice(8)) <= 28 || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function normalOffset(offset: string): string {
  if (offset.toUpperCase() === "Z") return "Z";
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
