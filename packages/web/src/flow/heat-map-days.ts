import { instantOf, wallTime } from "../times/wall-time.ts";

/** How many weeks the calendar of a flow shows. */
export const WEEKS = 14;

/** The Monday, in the zone that is shown, with which the calendar begins. */
export function heatMapStart(now: Date): Date {
  const wall = wallTime(now);
  wall.setUTCHours(0, 0, 0, 0);
  const weekday = (wall.getUTCDay() + 6) % 7;
  wall.setUTCDate(wall.getUTCDate() - weekday - (WEEKS - 1) * 7);
  return instantOf(wall);
}
