import { STATE_TYPES, type StateType } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { type RunFilters, taskRunsMatch } from "../filters/index.ts";
import { allFound, narrowTaskRuns } from "../filters/narrow-runs.ts";
import { necessaryConditions } from "../filters/sole-condition.ts";
import { type StateCount, total } from "../states/state-count.ts";
import {
  countTaskRunRows,
  countTaskRunRowsByFlowRun,
  countTaskRunRowsByState,
  sumTaskRunCounts,
} from "./count-queries.ts";
import { countTaskRunRowsOf, countTaskRunRowsOfByState, countTaskRunRowsOfEach } from "./near-queries.ts";

type Counts = Record<StateType, number>;

/** How many task runs match. */
export async function countTaskRuns(context: ReadContext, filters: RunFilters): Promise<number> {
  const { db } = context;
  const kept = await countKeptTaskRuns(context, filters);
  if (kept) return total(kept);
  return countTaskRunRows(db.scanner, allFound(await narrowTaskRuns(db.scanner, filters)));
}

/** How many task runs that match are in each type of state. */
export async function countTaskRunsByState(context: ReadContext, filters: RunFilters): Promise<Counts> {
  const { scanner } = context.db;
  const rows =
    (await countKeptTaskRuns(context, filters)) ??
    (await countTaskRunRowsByState(scanner, allFound(await narrowTaskRuns(scanner, filters))));
  return { ...NONE, ...countsOf(rows) };
}

// A filter that asks for nothing has the path of itself.
const OF_STATES = /^task_runs(\.state\b|$)/;

/** The same where filters ask for nothing but states, of which counts are kept; otherwise undefined. */
export async function countKeptTaskRuns(
  { db }: ReadContext,
  filters: RunFilters,
): Promise<StateCount[] | undefined> {
  const isKept = necessaryConditions(filters)?.every(({ path }) => OF_STATES.test(path));
  return isKept ? sumTaskRunCounts(db.scanner, taskRunsMatch(db.dialect, filters)) : undefined;
}

/** How many task runs each of the flow runs has, by their types of state; those that stand for subflows are left out. */
export async function countTaskRunsOfFlowRuns(
  { db }: ReadContext,
  flowRunIds: readonly string[],
): Promise<Map<string, Partial<Counts>>> {
  if (flowRunIds.length === 0) return new Map();
  const rows = await countTaskRunRowsByFlowRun(db.scanner, flowRunIds);
  const byFlowRun = Map.groupBy(rows, (row) => row.flow_run_id);
  return new Map([...byFlowRun].map(([id, group]) => [id, countsOf(group)]));
}

// A tenth of a millisecond: so many entries of an index are gone through, and so many rows looked up.
const FEW_ENTRIES = 1000;
const FEW_ROWS = 100;

/** How many task runs a flow run has; undefined where they are not few. */
export const countFewTaskRuns = ({ db }: ReadContext, flowRunId: string): Promise<number | undefined> =>
  countTaskRunRowsOf(db.reader, flowRunId, FEW_ENTRIES);

/** The same by their types of state. */
export async function countFewTaskRunsByState(
  { db }: ReadContext,
  flowRunId: string,
): Promise<Counts | undefined> {
  const rows = await countTaskRunRowsOfByState(db.reader, flowRunId, FEW_ROWS);
  return rows && { ...NONE, ...countsOf(rows) };
}

/** The same of several flow runs, but for those that stand for subflows. */
export async function countFewTaskRunsOfFlowRuns(
  { db }: ReadContext,
  flowRunIds: readonly string[],
): Promise<Map<string, number> | undefined> {
  const rows = await countTaskRunRowsOfEach(db.reader, flowRunIds, FEW_ROWS);
  return rows && new Map(rows.map(({ flow_run_id, own }) => [flow_run_id, own]));
}

const NONE = Object.fromEntries(STATE_TYPES.map((type) => [type, 0])) as Counts;

const countsOf = (rows: readonly { state_type: StateType | null; count: number }[]): Partial<Counts> =>
  Object.fromEntries(rows.filter((row) => row.state_type !== null).map((row) => [row.state_type, row.count]));
