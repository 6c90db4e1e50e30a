import { type Timestamp, toMicroseconds } from "@reeve/protocol";
import { SECOND, timeZone } from "./time-zone.ts";

/** An instant as Python spells it in a time zone, such as `2026-03-08 09:00:00-04:00`. */
export function pythonTime(timestamp: Timestamp, zone: string): string {
  const instant = toMicroseconds(timestamp);
  const offset = timeZone(zone).offsetAt(instant);
  const local = new Date((instant + offset) / 1000).toISOString().slice(0, 19).replace("T", " ");
  const fraction = timestamp.slice(19, -1).replace(".000000", "");
  const minutes = Math.abs(offset) / SECOND / 60;
  const two = (number: number) => String(Math.floor(number)).padStart(2, "0");
  return `${local}${fraction}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
