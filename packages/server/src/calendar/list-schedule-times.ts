import { addSeconds, type ScheduleCreate, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { parseSchedule } from "../schedules/parse-schedule.ts";
import { scheduleTimes } from "../schedules/schedule-times.ts";

// Far enough for the next ten years' end of a yearly schedule, near enough that one that is never due is found out.
const SECONDS_AHEAD = 10 * 366 * 86_400;
const USUAL_TIMES = 10;

/** The next times at which a schedule is due from now on; throws a ReeveError for one that cannot be understood. */
export function listScheduleTimes(
  context: Context,
  given: ScheduleCreate,
  limit = USUAL_TIMES,
): { times: Timestamp[] } {
  const now = context.now();
  const all = scheduleTimes(parseSchedule(given, now), now, addSeconds(now, SECONDS_AHEAD));
  return { times: [...all.take(limit)] };
}
