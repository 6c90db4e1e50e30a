import { type RunPoint, secondsBetween } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";

/** Of the newest runs that match, so many at most, those that have begun, as the points of a plot. */
export async function listRunPoints(
  context: ReadContext,
  filters: RunFilters,
  limit: number,
): Promise<RunPoint[]> {
  const newest = await listFlowRuns(context, filters, { sort: "START_TIME_DESC", limit, offset: 0 });
  const now = context.now();
  return newest.flatMap(({ id, name, state_type, state_name, start_time, end_time }) => {
    if (start_time === null || state_type === null) return [];
    const seconds = Math.max(0, secondsBetween(start_time, end_time ?? now));
    return { id, name, state_type, state_name, start_time, seconds };
  });
}
