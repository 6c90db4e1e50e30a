import type { DeploymentSchedule } from "@reeve/protocol";
import { formatDuration } from "./format-time.ts";

/** A schedule in a few words: its expression, and the time zone it is in. */
export function describeSchedule(schedule: DeploymentSchedule["schedule"]): string {
  const zone = "timezone" in schedule && schedule.timezone ? ` ${schedule.timezone}` : "";
  if ("cron" in schedule) return `${schedule.cron}${zone}`;
  if ("interval" in schedule) return `every ${formatDuration(schedule.interval)}`;
  return `${schedule.rrule.replace(/^DTSTART\S*\s*/, "").replace(/^RRULE:/, "")}${zone}`;
}
