import type { FlowRow, FlowSort } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { listFlows } from "../flows/read-flows.ts";
import { selectRecentRuns } from "./queries.ts";
import { RECENT_RUNS, recentRunsOf } from "./recent-runs.ts";
import { countDeploymentsOfFlows, getNextRunsOfFlows } from "./summarize-flows.ts";

/** A page of flows, each with how it has done lately and when it runs next, in a fixed number of queries. */
export async function listFlowRows(
  context: ReadContext,
  filters: RunFilters,
  page: { sort?: FlowSort; limit: number; offset: number },
): Promise<FlowRow[]> {
  const flows = await listFlows(context, filters, page);
  if (flows.length === 0) return [];
  const ids = flows.map(({ id }) => id);
  const [deployments, next, recent] = await Promise.all([
    countDeploymentsOfFlows(context, ids),
    getNextRunsOfFlows(context, ids),
    selectRecentRuns(context.db.scanner, "flow_id", ids, { now: context.now(), count: RECENT_RUNS }),
  ]);
  const byFlow = Map.groupBy(recent, ({ owner_id }) => owner_id);
  return flows.map((flow) => ({
    flow,
    deployment_count: deployments[flow.id] ?? 0,
    next_run: next[flow.id] ?? null,
    ...recentRunsOf(byFlow.get(flow.id) ?? []),
  }));
}
