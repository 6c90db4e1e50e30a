import { type FlowRow, type FlowSort, firstReason } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { listFlows } from "../flows/read-flows.ts";
import { type RecentRunRow, selectRecentRuns } from "./queries.ts";
import { countDeploymentsOfFlows, getNextRunsOfFlows } from "./summarize-flows.ts";

// As many as a small chart shows.
const RECENT_RUNS = 16;

/** A page of flows, each with how it has done lately and when it runs next, in a fixed number of queries. */
export async function listFlowRows(
  context: Context,
  filters: RunFilters,
  page: { sort?: FlowSort; limit: number; offset: number },
): Promise<FlowRow[]> {
  const flows = await listFlows(context, filters, page);
  if (flows.length === 0) return [];
  const ids = flows.map(({ id }) => id);
  const [deployments, next, recent] = await Promise.all([
    countDeploymentsOfFlows(context, ids),
    getNextRunsOfFlows(context, ids),
    selectRecentRuns(context.db.scanner, ids, context.now(), RECENT_RUNS),
  ]);
  const byFlow = Map.groupBy(recent, ({ flow_id }) => flow_id);
  return flows.map((flow) => ({
    flow,
    deployment_count: deployments[flow.id] ?? 0,
    next_run: next[flow.id] ?? null,
    ...runsOf((byFlow.get(flow.id) ?? []).slice(0, RECENT_RUNS)),
  }));
}

function runsOf(rows: readonly RecentRunRow[]): Pick<FlowRow, "recent_runs" | "last_failure"> {
  const failed = rows.find(({ message }) => message !== null);
  return {
    recent_runs: rows.map(({ id, name, state_type, state_name, sort_time, total_run_time }) => ({
      id,
      name,
      state_type,
      state_name,
      start_time: sort_time,
      seconds: total_run_time,
    })),
    last_failure: failed ? { flow_run_id: failed.id, reason: reasonOf(failed) } : null,
  };
}

const reasonOf = ({ message }: RecentRunRow): string => firstReason(message) ?? "It gave no reason.";
