import { parseTimestamp } from "@reeve/protocol";

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** True for a text that is an instant as this server writes it. */
export const isTimestamp = (text: string): boolean =>
  TIMESTAMP.test(text) && parseTimestamp(text) !== undefined;

const name = (date: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat("en", { ...options, timeZone: "UTC" }).format(date);
const two = (number: number): string => String(number).padStart(2, "0");
const twelveHours = (hour: number): number => hour % 12 || 12;
const DAY_MS = 86_400_000;

/** Python's directives for times, in UTC. */
const DIRECTIVES: Readonly<Record<string, (date: Date, text: string) => string>> = {
  "%": () => "%",
  A: (date) => name(date, { weekday: "long" }),
  a: (date) => name(date, { weekday: "short" }),
  B: (date) => name(date, { month: "long" }),
  b: (date) => name(date, { month: "short" }),
  d: (date) => two(date.getUTCDate()),
  F: (_, text) => text.slice(0, 10),
  f: (_, text) => (/\.(\d+)/.exec(text)?.[1] ?? "").slice(0, 6).padEnd(6, "0"),
  H: (date) => two(date.getUTCHours()),
  I: (date) => two(twelveHours(date.getUTCHours())),
  j: (date) => {
    const start = Date.UTC(date.getUTCFullYear(), 0, 1);
    return String(Math.floor((date.getTime() - start) / DAY_MS) + 1).padStart(3, "0");
  },
  M: (date) => two(date.getUTCMinutes()),
  m: (date) => two(date.getUTCMonth() + 1),
  p: (date) => (date.getUTCHours() < 12 ? "AM" : "PM"),
  S: (date) => two(date.getUTCSeconds()),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  T: (_, text) => text.slice(11, 19),
  w: (date) => String(date.getUTCDay()),
  Y: (_, text) => text.slice(0, 4),
  y: (_, text) => text.slice(2, 4),
  Z: () => "UTC",
  z: () => "+0000",
};

/** An instant written as a format of Python's `strftime` asks for; a `-` in a directive leaves leading zeros out. */
export function formatTime(timestamp: string, format: string): string {
  const date = new Date(timestamp);
  return format.replaceAll(/%(-?)([A-Za-z%])/g, (all, isShort, directive) => {
    const write = Object.hasOwn(DIRECTIVES, directive) ? DIRECTIVES[directive] : undefined;
    if (!write) return all;
    const text = write(date, timestamp);
    return isShort ? text.replace(/^0+(?=\d)/, "") : text;
  });
}
