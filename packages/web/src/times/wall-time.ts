import { zoneChoice } from "./shown-zone.ts";

/**
 * What the clock on the wall of the shown zone reads at an instant, as a date whose UTC fields are those of the clock.
 * Days and hours are counted on it and turned back into an instant, so that a day may have 23 hours.
 */
export function wallTime(at: number | Date): Date {
  const instant = new Date(at);
  if (zoneChoice() === "utc") return instant;
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000);
}

/** The instant at which the clock on the wall reads so. */
export function instantOf(wall: Date): Date {
  if (zoneChoice() === "utc") return new Date(wall);
  return new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
    wall.getUTCMilliseconds(),
  );
}

/** The midnight with which the day of an instant began, some days later or earlier. */
export function midnight(at: number | Date, days = 0): Date {
  const wall = wallTime(at);
  wall.setUTCHours(0, 0, 0, 0);
  wall.setUTCDate(wall.getUTCDate() + days);
  return instantOf(wall);
}

/** "2026-11-28": the day of an instant. */
export const dayText = (at: number | Date): string => wallTime(at).toISOString().slice(0, 10);

/** "14:03:22.118": the time of day of an instant, with milliseconds. */
export const clockText = (timestamp: string): string =>
  wallTime(Date.parse(timestamp)).toISOString().slice(11, 23);
