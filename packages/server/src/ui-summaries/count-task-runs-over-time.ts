import {
  addSeconds,
  parseTimestamp,
  ReeveError,
  type StateType,
  type TaskRunCount,
  toMicroseconds,
} from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { CLOCKS, sumRuns } from "../run-counts/sum-runs.ts";

const STRETCHES = 20;
const PLACES: Readonly<Partial<Record<StateType, keyof TaskRunCount>>> = {
  COMPLETED: "completed",
  CANCELLED: "completed",
  FAILED: "failed",
  CRASHED: "failed",
};

/**
 * How the task runs ended that match and started in each twentieth of the time that the filter names, which goes on
 * until now unless it names an end.
 */
export async function countTaskRunsOverTime(
  context: ReadContext,
  filters: RunFilters,
): Promise<TaskRunCount[]> {
  const { after_, before_ } = filters.task_runs?.start_time ?? {};
  const start = parseTimestamp(after_ ?? "");
  if (!start) {
    throw new ReeveError("unprocessable", "Say from when on: task_runs.start_time.after_ is required.");
  }
  const end = parseTimestamp(before_ ?? "") ?? context.now();
  const counts = Array.from({ length: STRETCHES }, () => ({ completed: 0, failed: 0 }));
  const microseconds = Math.ceil((toMicroseconds(end) - toMicroseconds(start)) / STRETCHES);
  if (microseconds <= 0) return counts;
  // What starts at the very end belongs to the last stretch.
  const time = { start, end: addSeconds(end, 0.000001), microseconds };
  for (const { interval, state_type, count } of await sumRuns(
    context,
    CLOCKS.taskRunsStarted,
    filters,
    time,
  )) {
    const place = PLACES[state_type!];
    if (place) counts[Math.min(interval, STRETCHES - 1)]![place] += count;
  }
  return counts;
}
