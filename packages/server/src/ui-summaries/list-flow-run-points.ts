import type { FlowRunPoint, FlowRunSort } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { estimateRunTime, estimateStartTimeDelta } from "../orchestration/bookkeeping.ts";
import { selectFlowRunPoints } from "./queries.ts";

/** The flow runs that match as the points of a chart; those without a state or a time have no place in it. */
export async function listFlowRunPoints(
  context: ReadContext,
  filters: RunFilters,
  page: { sort?: FlowRunSort; limit: number; offset: number },
): Promise<FlowRunPoint[]> {
  const matches = flowRunsMatch(context.db.dialect, filters);
  const sort = page.sort ?? "EXPECTED_START_TIME_DESC";
  const rows = await selectFlowRunPoints(context.db.scanner, matches, { ...page, sort });
  const now = context.now();
  return rows.flatMap((row) => {
    const timestamp = row.start_time ?? row.expected_start_time;
    if (timestamp === null || row.state_type === null) return [];
    return {
      id: row.id,
      state_type: row.state_type,
      timestamp,
      duration: estimateRunTime(row, now),
      lateness: estimateStartTimeDelta(row, now),
    };
  });
}
