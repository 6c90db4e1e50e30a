import { parseTimestamp, ReeveError, type TaskRunCount, toMicroseconds } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { type RunFilters, taskRunsMatch } from "../filters/index.ts";
import { countTaskRunsByStretch } from "./queries.ts";

const STRETCHES = 20;
const FAILURES: ReadonlySet<string> = new Set(["FAILED", "CRASHED"]);

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
  const matches = taskRunsMatch(context.db.dialect, filters);
  const rows = await countTaskRunsByStretch(context.db.scanner, matches, { start, end, microseconds });
  for (const { stretch, state_type, count } of rows) {
    // What starts at the very end belongs to the last stretch.
    const place = counts[Math.min(stretch, STRETCHES - 1)]!;
    place[FAILURES.has(state_type) ? "failed" : "completed"] += count;
  }
  return counts;
}
