import type { StateType } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { allFound, narrowFlowRuns } from "../filters/narrow-runs.ts";
import { type RunSum, sumFlowRunsOfTime } from "../run-counts/sum-runs.ts";
import { type StateCount, total } from "../states/state-count.ts";
import { areTagCountsFew, countFlowRunRows, sumFlowRunCounts } from "./count-queries.ts";
import { countedPartOf } from "./counted-part.ts";
import { sumFewFlowRunCounts } from "./near-queries.ts";

/** How many flow runs match. */
export async function countFlowRuns(context: ReadContext, filters: RunFilters): Promise<number> {
  return total(await countFlowRunsByState(context, filters));
}

// A tenth of a millisecond: there is a row for each state that runs of a flow, a deployment and a queue are in.
const FEW_KINDS = 500;
// Some milliseconds. Runs of a deployment have the same tags; where each has its own, there are as many sets as runs.
const MOST_TAG_COUNTS = 4_000;

/** How many flow runs are in these types of state, or there are at all; undefined where that is kept in many rows. */
export const countKeptFlowRuns = (
  { db }: ReadContext,
  types: readonly StateType[] | undefined,
): Promise<number | undefined> => sumFewFlowRunCounts(db.reader, types, FEW_KINDS);

/** How many flow runs match, by the type of their state: where it can be told from what is kept, without a look at any. */
export async function countFlowRunsByState(context: ReadContext, filters: RunFilters): Promise<StateCount[]> {
  const kept = await countKeptFlowRunsByState(context, filters);
  if (kept) return kept;
  const sums = await sumFlowRunsOfTime(context, filters);
  if (sums) return byType(sums);
  const { scanner } = context.db;
  return countFlowRunRows(scanner, allFound(await narrowFlowRuns(scanner, filters)));
}

/** The same where counts are kept of what is asked for; otherwise undefined. */
export async function countKeptFlowRunsByState(
  { db, now }: ReadContext,
  filters: RunFilters,
): Promise<StateCount[] | undefined> {
  const counted = countedPartOf(filters, now());
  if (!counted) return undefined;
  const matches = flowRunsMatch(db.dialect, counted.filters);
  if (!counted.isByTags) return sumFlowRunCounts(db.scanner, matches, counted.expectedUntil);
  if (!(await areTagCountsFew(db.scanner, MOST_TAG_COUNTS))) return undefined;
  return sumFlowRunCounts(db.scanner, matches, counted.expectedUntil, "flow_run_tag_counts");
}

function byType(sums: readonly RunSum[]): StateCount[] {
  const counts = new Map<StateType | null, number>();
  for (const { state_type, count } of sums) counts.set(state_type, (counts.get(state_type) ?? 0) + count);
  return [...counts].map(([state_type, count]) => ({ state_type, count }));
}
