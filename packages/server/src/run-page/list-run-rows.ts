import {
  type FlowRunSort,
  MOST_LOG_COUNT,
  type RunPoint,
  type RunRow,
  type StateType,
} from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { countFlowRuns, countFlowRunsByState } from "../flow-runs/count-flow-runs.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { countTaskRunsOfFlowRuns } from "../task-runs/count-task-runs.ts";
import { listRunPoints } from "./list-run-points.ts";
import { countWarningsAndErrors, selectSurroundings } from "./queries.ts";
import { usualDurations } from "./usual-durations.ts";

export type RunRowPage = {
  rows: RunRow[];
  count: number;
  state_counts: Partial<Record<StateType, number>>;
  points?: RunPoint[];
};

/** A page of the run list, with all that is shown beside each run and above them, in a fixed number of queries. */
export async function listRunRows(
  context: ReadContext,
  filters: RunFilters,
  page: { sort?: FlowRunSort; limit: number; offset: number; points?: number | null },
): Promise<RunRowPage> {
  const [rows, count, byState, points] = await Promise.all([
    readRunRows(context, filters, page),
    countFlowRuns(context, filters),
    countFlowRunsByState(context, withoutState(filters)),
    page.points ? listRunPoints(context, filters, page.points) : undefined,
  ]);
  return { rows, count, state_counts: countsOf(byState), ...(points ? { points } : {}) };
}

/** The same without the totals. */
export async function readRunRows(
  context: ReadContext,
  filters: RunFilters,
  page: { sort?: FlowRunSort; limit: number; offset: number },
): Promise<RunRow[]> {
  const sort = page.sort ?? "START_TIME_DESC";
  return await withSurroundings(context, await listFlowRuns(context, filters, { ...page, sort }));
}

async function withSurroundings(context: ReadContext, flowRuns: RunRow["flow_run"][]): Promise<RunRow[]> {
  if (flowRuns.length === 0) return [];
  const ids = flowRuns.map((flowRun) => flowRun.id);
  const [surroundings, counts, logCounts, usual] = await Promise.all([
    selectSurroundings(context.db.scanner, ids),
    countTaskRunsOfFlowRuns(context, ids),
    countWarningsAndErrors(context.db.scanner, ids, MOST_LOG_COUNT),
    usualDurations(context, flowRuns),
  ]);
  const byId = new Map(surroundings.map((row) => [row.id, row]));
  const logCountsById = new Map(logCounts.map(({ flow_run_id, ...numbers }) => [flow_run_id, numbers]));
  return flowRuns.map((flow_run) => ({
    flow_run,
    flow_name: byId.get(flow_run.id)?.flow_name ?? "",
    deployment_name: byId.get(flow_run.id)?.deployment_name ?? null,
    task_run_counts: counts.get(flow_run.id) ?? {},
    log_counts: logCountsById.get(flow_run.id) ?? { warnings: 0, errors: 0 },
    usual_duration: usual.get(flow_run.id) ?? null,
    parent_flow_run_id: byId.get(flow_run.id)?.parent_flow_run_id ?? null,
  }));
}

const withoutState = (filters: RunFilters): RunFilters =>
  filters.flow_runs ? { ...filters, flow_runs: { ...filters.flow_runs, state: null } } : filters;

const countsOf = (rows: readonly { state_type: StateType | null; count: number }[]) =>
  Object.fromEntries(rows.filter((row) => row.state_type !== null).map((row) => [row.state_type, row.count]));
