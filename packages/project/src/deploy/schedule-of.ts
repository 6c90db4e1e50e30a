import type { ScheduleEntry } from "../project-file/deployment-entry.ts";

/** A schedule of a project file as the server takes it. */
export function scheduleOf(entry: ScheduleEntry) {
  const { active = true, slug, parameters, max_scheduled_runs } = entry;
  return {
    schedule: timesOf(entry),
    active,
    ...(slug !== undefined && { slug }),
    ...(parameters !== undefined && { parameters }),
    ...(max_scheduled_runs !== undefined && { max_scheduled_runs }),
  };
}

function timesOf({ cron, interval, rrule, timezone, anchor_date, day_or }: ScheduleEntry) {
  const zone = timezone === undefined ? {} : { timezone };
  if (cron !== undefined) return { cron, ...zone, ...(day_or !== undefined && { day_or }) };
  if (rrule !== undefined) return { rrule, ...zone };
  return { interval: Number(interval), ...zone, ...(anchor_date !== undefined && { anchor_date }) };
}
