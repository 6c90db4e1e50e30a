import { type State, type TaskRunSort, TERMINAL_STATE_TYPES } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRow, insertRows } from "../db/insert-rows.ts";
import { jsonTable, toJsonRows } from "../db/json-rows.ts";
import { lockRows } from "../db/locking.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import type { TaskRunStatesTable } from "../db/schema/states.ts";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";
import { updateRow } from "../db/update-row.ts";
import { firstInOrder, firstNamed, idsInOrder, idsOfParts, wayToPage } from "../filters/first-in-order.ts";
import type { FoundRuns } from "../filters/narrow-runs.ts";
import { inOrder, taskRunOrder } from "../filters/order.ts";
import type { RunFilters } from "../filters/run-filters.ts";
import {
  lacksCurrentState,
  type StateColumns,
  toStateColumns,
  type WithCurrentState,
} from "../states/state-row.ts";
import { partsOfStates } from "./parts-of-states.ts";
import type { TaskRunRow } from "./task-run-row.ts";
import { type Listing, taskRunRow } from "./task-run-selections.ts";

const taskRunById = preparedQuery((db, id: string) => taskRunRow(db).where("task_runs.id", "=", id));

export async function selectTaskRun(db: Connection, id: string): Promise<TaskRunRow | undefined> {
  const [row] = await taskRunById(db, id);
  return row;
}

export async function selectTaskRunId(db: Connection, id: string): Promise<string | undefined> {
  const row = await db.selectFrom("task_runs").select("id").where("id", "=", id).executeTakeFirst();
  return row?.id;
}

const taskRunForChange = preparedQuery((db, id: string) =>
  lockRows(db, taskRunRow(db).where("task_runs.id", "=", id), "task_runs"),
);

/** The task run; nobody else changes it until the transaction ends. */
export async function lockTaskRun(db: Connection, id: string): Promise<TaskRunRow | undefined> {
  const [row] = await taskRunForChange(db, id);
  return row && lacksCurrentState(row) ? (await taskRunForChange(db, id))[0] : row;
}

export type NaturalKey = { flow_run_id: string | null; task_key: string; dynamic_key: string };

export const selectTaskRunByKey = (db: Connection, key: NaturalKey): Promise<TaskRunRow | undefined> =>
  taskRunRow(db)
    .where("task_runs.flow_run_id", key.flow_run_id === null ? "is" : "=", key.flow_run_id)
    .where("task_runs.task_key", "=", key.task_key)
    .where("task_runs.dynamic_key", "=", key.dynamic_key)
    .executeTakeFirst();

/** What the rules ask of the flow run a task run belongs to. */
export type ParentRow = { id: string; run_count: number; labels: string } & WithCurrentState;

export const selectParentFlowRun = (db: Connection, flowRunId: string): Promise<ParentRow | undefined> =>
  db
    .selectFrom("flow_runs")
    .leftJoin("flow_run_states", "flow_run_states.id", "flow_runs.state_id")
    .select([
      "flow_runs.id",
      "flow_runs.run_count",
      "flow_runs.labels",
      "flow_runs.state_id",
      "flow_runs.state_type",
      "flow_runs.state_name",
      "flow_runs.state_timestamp",
      "flow_run_states.message as state_message",
      "flow_run_states.data as state_data",
      "flow_run_states.state_details as state_details",
    ])
    .where("flow_runs.id", "=", flowRunId)
    .executeTakeFirst();

export const insertTaskRun = (db: Connection, row: TaskRunsTable): Promise<void> =>
  insertRow(db, "task_runs", row);

export const insertTaskRunState = (db: Connection, taskRunId: string, state: State): Promise<void> =>
  insertRow(db, "task_run_states", { ...toStateColumns(state), task_run_id: taskRunId });

/** Changes a task run's columns; false when there is no such run. */
export const updateTaskRunRow = (
  db: Connection,
  id: string,
  changes: Partial<TaskRunsTable>,
): Promise<boolean> => updateRow(db, "task_runs", id, changes);

export async function deleteTaskRunRow(db: Connection, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("task_runs").where("id", "=", id).executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

type Page = { readonly sort: TaskRunSort; readonly limit: number; readonly offset: number };

/** A page of the task runs that match the filters; what was found of them says the same in SQL. */
export async function selectTaskRuns<R>(
  db: Connection,
  filters: RunFilters,
  { matches, named }: FoundRuns,
  page: Page,
  { selection, ofIds }: Listing<R>,
): Promise<R[]> {
  const order = taskRunOrder(page.sort);
  const parts = partsOfStates(dialectOf(db), filters);
  const wanted = { parts: parts ?? [matches], matches, order, ...page };
  if (named) return ofIds(db, await firstNamed(db, "task_runs", named, page.sort, wanted), page.sort);
  const way = wayToPage(db, "task_runs", filters, page.sort);
  const first = way && (await firstInOrder(db, "task_runs", way, wanted));
  if (parts && dialectOf(db) === "postgres")
    return ofIds(db, await idsOfParts(db, "task_runs", wanted), page.sort);
  const ids = first ?? (await idsInOrder(db, "task_runs", filters, page.sort, wanted));
  if (ids) return ofIds(db, ids, page.sort);
  return inOrder(selection(db).where(matches), order).limit(page.limit).offset(page.offset).execute();
}

/** Some of the task runs of a run that have not ended. */
export async function selectUnfinishedTaskRuns(
  db: Connection,
  flowRunId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("task_runs")
    .select("id")
    .where("flow_run_id", "=", flowRunId)
    .where(({ eb, or }) =>
      or([eb("state_type", "is", null), eb("state_type", "not in", [...TERMINAL_STATE_TYPES])]),
    )
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function selectFailedTaskRuns(db: Connection, flowRunId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("task_runs")
    .select("id")
    .where("flow_run_id", "=", flowRunId)
    .where("state_type", "=", "FAILED")
    .execute();
  return rows.map(({ id }) => id);
}

export const selectTaskRunStates: (db: Connection, taskRunId: string) => Promise<StateColumns[]> =
  preparedQuery((db, taskRunId: string) =>
    db.selectFrom("task_run_states").selectAll().where("task_run_id", "=", taskRunId).orderBy("timestamp"),
  );

export const selectTaskRunState = (db: Connection, id: string): Promise<StateColumns | undefined> =>
  db.selectFrom("task_run_states").selectAll().where("id", "=", id).executeTakeFirst();

const knownFlowRuns = preparedQuery((db, ids: string) => {
  const given = jsonTable(db, ids);
  return sql<{
    id: string;
  }>`select id from flow_runs where id in (select ${given.id(0)} from ${given.table})`;
});

/** Which of these flow runs exist. */
export async function selectKnownFlowRuns(db: Connection, ids: readonly string[]): Promise<Set<string>> {
  const rows = ids.length === 0 ? [] : await knownFlowRuns(db, toJsonRows(ids.map((id) => [id])));
  return new Set(rows.map(({ id }) => id));
}

const storedKeys = preparedQuery((db, keys: string) => {
  const given = jsonTable(db, keys);
  return sql<NaturalKey & { id: string }>`
    select task_runs.id, task_runs.flow_run_id, task_runs.task_key, task_runs.dynamic_key
    from ${given.table} join task_runs on task_runs.flow_run_id = ${given.id(0)}
    and task_runs.task_key = ${given.text(1)} and task_runs.dynamic_key = ${given.text(2)}`;
});

/** The ids under which task runs of these natural keys are stored already. */
export const selectStoredKeys = (db: Connection, keys: readonly NaturalKey[]) =>
  storedKeys(db, toJsonRows(keys.map((key) => [key.flow_run_id, key.task_key, key.dynamic_key])));

const RECORDED_COLUMNS = [
  "id",
  "created",
  "updated",
  "name",
  "flow_run_id",
  "task_key",
  "dynamic_key",
  "cache_key",
  "cache_expiration",
  "task_version",
  "empirical_policy",
  "tags",
  "labels",
  "task_inputs",
  "state_id",
  "state_type",
  "state_name",
  "state_timestamp",
  "run_count",
  "flow_run_run_count",
  "expected_start_time",
  "next_scheduled_start_time",
  "start_time",
  "end_time",
  "total_run_time",
] as const satisfies (keyof TaskRunsTable)[];

const KEPT_ON_CONFLICT = new Set<string>(["id", "created", "flow_run_id", "task_key", "dynamic_key"]);
const UPDATES = RECORDED_COLUMNS.filter((column) => !KEPT_ON_CONFLICT.has(column)).map(
  (column) => `"${column}" = excluded."${column}"`,
);
const UPSERT = `on conflict (id) do update set ${UPDATES.join(", ")}
  where task_runs.state_timestamp is null or task_runs.state_timestamp < excluded.state_timestamp`;

/** Inserts task runs, or brings those up to date whose stored state is older. No id may occur twice. */
export const upsertTaskRuns = (db: Connection, rows: readonly TaskRunsTable[]): Promise<void> =>
  insertRows(
    db,
    "task_runs",
    RECORDED_COLUMNS,
    rows.map((row) => RECORDED_COLUMNS.map((column) => row[column])),
    UPSERT,
  );

const STATE_COLUMNS = [
  "id",
  "task_run_id",
  "type",
  "name",
  "timestamp",
  "message",
  "data",
  "state_details",
] as const;

/** Inserts states; those whose id is known already are left as they are. */
export const insertTaskRunStates = (db: Connection, rows: readonly TaskRunStatesTable[]): Promise<void> =>
  insertRows(
    db,
    "task_run_states",
    STATE_COLUMNS,
    rows.map((row) => STATE_COLUMNS.map((column) => row[column])),
    "on conflict (id) do nothing",
  );
