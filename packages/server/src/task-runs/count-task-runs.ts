import { STATE_TYPES, type StateType } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import type { RunFilters } from "../filters/index.ts";
import { narrowTaskRuns } from "../filters/narrow-runs.ts";
import {
  countTaskRunRowsOf,
  countTaskRunRowsOfByState,
  countTaskRunRowsOfEach,
  hasMoreTaskRuns,
} from "./near-queries.ts";
import { countTaskRunRows, countTaskRunRowsByFlowRun, countTaskRunRowsByState } from "./queries.ts";

type Counts = Record<StateType, number>;

/** How many task runs match. */
export async function countTaskRuns({ db }: ReadContext, filters: RunFilters): Promise<number> {
  const { matches } = await narrowTaskRuns(db.scanner, filters);
  return countTaskRunRows(db.scanner, matches);
}

/** How many task runs that match are in each type of state. */
export async function countTaskRunsByState({ db }: ReadContext, filters: RunFilters): Promise<Counts> {
  const { matches } = await narrowTaskRuns(db.scanner, filters);
  const rows = await countTaskRunRowsByState(db.scanner, matches);
  return { ...NONE, ...countsOf(rows) };
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
export async function countFewTaskRuns({ db }: ReadContext, flowRunId: string): Promise<number | undefined> {
  if (await hasMoreTaskRuns(db.reader, [flowRunId], FEW_ENTRIES)) return undefined;
  return countTaskRunRowsOf(db.reader, flowRunId);
}

/** The same by their types of state. */
export async function countFewTaskRunsByState(
  { db }: ReadContext,
  flowRunId: string,
): Promise<Counts | undefined> {
  if (await hasMoreTaskRuns(db.reader, [flowRunId], FEW_ROWS)) return undefined;
  return { ...NONE, ...countsOf(await countTaskRunRowsOfByState(db.reader, flowRunId)) };
}

/** The same of several flow runs, but for those that stand for subflows. */
export async function countFewTaskRunsOfFlowRuns(
  { db }: ReadContext,
  flowRunIds: readonly string[],
): Promise<Map<string, number> | undefined> {
  if (await hasMoreTaskRuns(db.reader, flowRunIds, FEW_ROWS)) return undefined;
  const rows = await countTaskRunRowsOfEach(db.reader, flowRunIds);
  return new Map(rows.map(({ flow_run_id, count }) => [flow_run_id, count]));
}

const NONE = Object.fromEntries(STATE_TYPES.map((type) => [type, 0])) as Counts;

const countsOf = (rows: readonly { state_type: StateType | null; count: number }[]): Partial<Counts> =>
  Object.fromEntries(rows.filter((row) => row.state_type !== null).map((row) => [row.state_type, row.count]));
