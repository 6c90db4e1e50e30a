import type { StateType } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { narrowFlowRuns } from "../filters/narrow-runs.ts";
import { type RunSum, sumFlowRunsOfTime } from "../run-counts/sum-runs.ts";
import { countedPartOf } from "./counted-part.ts";
import { sumFewFlowRunCounts } from "./near-queries.ts";
import { countFlowRunRows, type StateCount, sumFlowRunCounts } from "./queries.ts";

/** How many flow runs match. */
export async function countFlowRuns(context: ReadContext, filters: RunFilters): Promise<number> {
  const counts = await countFlowRunsByState(context, filters);
  return counts.reduce((sum, { count }) => sum + count, 0);
}

// A tenth of a millisecond: there is a row for each state that runs of a flow, a deployment and a queue are in.
const FEW_KINDS = 500;

/** How many flow runs are in these types of state, or there are at all; undefined where that is kept in many rows. */
export const countKeptFlowRuns = (
  { db }: ReadContext,
  types: readonly StateType[] | undefined,
): Promise<number | undefined> => sumFewFlowRunCounts(db.reader, types, FEW_KINDS);

/** How many flow runs match, by the type of their state: where it can be told from what is kept, without a look at any. */
export async function countFlowRunsByState(context: ReadContext, filters: RunFilters): Promise<StateCount[]> {
  const { db, now } = context;
  const counted = countedPartOf(filters, now());
  if (!counted) {
    const sums = await sumFlowRunsOfTime(context, filters);
    if (sums) return byType(sums);
    const { matches } = await narrowFlowRuns(db.scanner, filters);
    return countFlowRunRows(db.scanner, matches);
  }
  return sumFlowRunCounts(db.scanner, flowRunsMatch(db.dialect, counted.filters), counted.expectedUntil);
}

function byType(sums: readonly RunSum[]): StateCount[] {
  const counts = new Map<StateType | null, number>();
  for (const { state_type, count } of sums) counts.set(state_type, (counts.get(state_type) ?? 0) + count);
  return [...counts].map(([state_type, count]) => ({ state_type, count }));
}
