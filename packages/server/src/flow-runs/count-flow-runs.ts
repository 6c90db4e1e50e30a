import type { StateType } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { flowRunsMatch, type RunFilters } from "../filters/index.ts";
import { narrowFlowRuns } from "../filters/narrow-runs.ts";
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
export async function countFlowRunsByState(
  { db, now }: ReadContext,
  filters: RunFilters,
): Promise<StateCount[]> {
  const counted = countedPartOf(filters, now());
  if (!counted) {
    const { matches } = await narrowFlowRuns(db.scanner, filters);
    return countFlowRunRows(db.scanner, matches);
  }
  return sumFlowRunCounts(db.scanner, flowRunsMatch(db.dialect, counted.filters), counted.expectedUntil);
}
