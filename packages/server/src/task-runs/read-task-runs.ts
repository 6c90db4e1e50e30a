import type { State, TaskRun, TaskRunSort } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { RunFilters } from "../filters/index.ts";
import { narrowTaskRuns } from "../filters/narrow-runs.ts";
import { areAllWanted } from "../filters/run-filters.ts";
import { soleCondition } from "../filters/sole-condition.ts";
import { JsonText } from "../json-text.ts";
import { notFoundError } from "../not-found.ts";
import { composeRun } from "../states/run-text.ts";
import { total } from "../states/state-count.ts";
import { toState } from "../states/state-row.ts";
import { countKeptTaskRuns } from "./count-task-runs.ts";
import {
  selectTaskRun,
  selectTaskRunId,
  selectTaskRunState,
  selectTaskRunStates,
  selectTaskRuns,
} from "./queries.ts";
import { toTaskRun } from "./task-run-row.ts";
import { type Listing, taskRunRows, taskRunTexts } from "./task-run-selections.ts";

/** One task run with its current state. */
export async function getTaskRun(context: Context, id: string): Promise<TaskRun> {
  const taskRun = await findTaskRun(context, id);
  if (!taskRun) throw notFoundError("task run", id);
  return taskRun;
}

/** The same for one that may be gone; then undefined. */
export async function findTaskRun(context: Context, id: string): Promise<TaskRun | undefined> {
  const row = await selectTaskRun(context.db.reader, id);
  return row && toTaskRun(row, context.now());
}

type Page = { sort?: TaskRunSort; limit: number; offset: number };

/** The task runs that match, in the order asked for. */
export async function listTaskRuns(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<TaskRun[]> {
  const rows = await selectPage(context, filters, page, taskRunRows);
  const now = context.now();
  return rows.map((row) => toTaskRun(row, now));
}

/** The same as JSON. */
export async function listTaskRunTexts(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
): Promise<JsonText<TaskRun[]>> {
  const rows = await selectPage(context, filters, page, taskRunTexts);
  const now = context.now();
  return JsonText.list(rows.map((row) => composeRun<TaskRun>(row, now)));
}

// An index leads to these, however many or few they are.
const LED = "task_runs.state.type.any_";

async function selectPage<R>(
  context: ReadContext,
  filters: RunFilters,
  page: Page,
  listing: Listing<R>,
): Promise<R[]> {
  const { scanner } = context.db;
  // Where few match, a walk that has found the last of them would go on through all others for the rest of the page.
  const isCounted = !areAllWanted(filters) && soleCondition(filters)?.path !== LED;
  const counts = isCounted ? await countKeptTaskRuns(context, filters) : undefined;
  const count = counts ? total(counts) : Number.POSITIVE_INFINITY;
  if (count <= page.offset) return [];
  const limit = Math.min(page.limit, count - page.offset);
  const sorted = { ...page, limit, sort: page.sort ?? "ID_DESC" } as const;
  return selectTaskRuns(scanner, filters, await narrowTaskRuns(scanner, filters), sorted, listing);
}

/** Whether there is such a task run, for operations of other nouns inside their transaction. */
export const hasTaskRun = async (connection: Connection, id: string): Promise<boolean> =>
  (await selectTaskRunId(connection, id)) !== undefined;

/** A task run's states in the order of their times; none for a run that does not exist. */
export async function listTaskRunStates({ db }: Context, taskRunId: string): Promise<State[]> {
  return (await selectTaskRunStates(db.reader, taskRunId)).map(toState);
}

/** One state of a task run. */
export async function getTaskRunState({ db }: Context, id: string): Promise<State> {
  const row = await selectTaskRunState(db.reader, id);
  if (!row) throw notFoundError("task run state", id);
  return toState(row);
}
