import type { ReadContext } from "../context.ts";
import { instantOf } from "../db/run-estimates.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { sumFlowRunsOfTime } from "../run-counts/sum-runs.ts";
import { averageLateness } from "./queries.ts";

/** How late the flow runs that match started, or are by now, on average in seconds; null when there are none. */
export async function getAverageLateness(context: ReadContext, filters: RunFilters): Promise<number | null> {
  const sums = await sumFlowRunsOfTime(context, filters);
  const { db, now } = context;
  if (!sums) return averageLateness(db.scanner, flowRunsMatch(db.dialect, filters), instantOf(now()));
  const total = (part: "count" | "lateness") => sums.reduce((sum, row) => sum + row[part], 0);
  return sums.length === 0 ? null : total("lateness") / total("count");
}
