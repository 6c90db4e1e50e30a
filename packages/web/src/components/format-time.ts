import { localZone } from "../times/shown-zone.ts";
import { dayText, wallTime } from "../times/wall-time.ts";
import { zonedFormat } from "../times/zoned-format.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = zonedFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = zonedFormat({ day: "numeric", month: "short" });
const dayOfYear = zonedFormat({ day: "numeric", month: "short", year: "numeric" });

/** "14:03:22" today, "22 Nov 14:03" this year, "22 Nov 2025" before. */
export function formatTime(milliseconds: number, now: number): string {
  if (dayText(milliseconds) === dayText(now)) return clock(milliseconds);
  const isThisYear = wallTime(milliseconds).getUTCFullYear() === wallTime(now).getUTCFullYear();
  return isThisYear ? `${day(milliseconds)} ${clock(milliseconds).slice(0, 5)}` : dayOfYear(milliseconds);
}

/** "now", "12 s ago", "in 5 min", "3 h ago", "in 2 d". */
export function formatRelative(milliseconds: number, now: number): string {
  const distance = milliseconds - now;
  const size = Math.abs(distance);
  if (size < 2_000) return "now";
  const amount =
    size < MINUTE
      ? `${Math.floor(size / 1_000)} s`
      : size < HOUR
        ? `${Math.floor(size / MINUTE)} min`
        : size < DAY
          ? `${Math.floor(size / HOUR)} h`
          : `${Math.floor(size / DAY)} d`;
  return distance > 0 ? `in ${amount}` : `${amount} ago`;
}

const exact = (zone: string) =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  });
const local = exact(localZone());
const utc = exact("UTC");

/** The instant in the zone of the browser, in UTC where that is another, and as it stands on the wire. */
export function exactTimes(timestamp: string): { label: string; text: string }[] {
  const at = new Date(timestamp);
  const zone = localZone();
  const inZone = zone === "UTC" ? [] : [{ label: zone, text: local.format(at) }];
  return [...inZone, { label: "UTC", text: utc.format(at) }, { label: "ISO", text: timestamp }];
}
