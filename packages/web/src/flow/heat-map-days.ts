/** How many weeks the calendar of a flow shows. */
export const WEEKS = 14;

/** The Monday, in the user's zone, with which the calendar begins. */
export function heatMapStart(now: Date): Date {
  const start = new Date(now);
  start.setHours(0, 0, 0, 0);
  const weekday = (start.getDay() + 6) % 7;
  start.setDate(start.getDate() - weekday - (WEEKS - 1) * 7);
  return start;
}
