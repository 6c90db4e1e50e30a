import { type TaskWorker, TERMINAL_STATE_TYPES, type Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { BackgroundTaskRunsTable, TaskWorkersTable } from "../db/schema/background-task-runs.ts";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";

const TERMINAL = [...TERMINAL_STATE_TYPES];

/** Notes that a worker connected, in the place of an earlier connection of the same. */
export async function upsertTaskWorker(db: Connection, row: TaskWorkersTable): Promise<void> {
  const { id: _, ...changes } = row;
  await db
    .insertInto("task_workers")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(changes))
    .execute();
}

/**
 * Notes that workers are still connected, also those that were forgotten as gone while their server could not say so;
 * not those that have another connection by now.
 */
export async function renewTaskWorkers(db: Connection, rows: readonly TaskWorkersTable[]): Promise<void> {
  await db
    .insertInto("task_workers")
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column("id")
        .doUpdateSet((e) => ({ last_seen: e.ref("excluded.last_seen"), expires: e.ref("excluded.expires") }))
        .whereRef("task_workers.connection_id", "=", "excluded.connection_id"),
    )
    .execute();
}

/** Notes that a connection is gone, unless its worker has another by now. */
export async function disconnectTaskWorker(db: Connection, connectionId: string): Promise<void> {
  await db
    .updateTable("task_workers")
    .set({ connection_id: null })
    .where("connection_id", "=", connectionId)
    .execute();
}

/** The workers that are connected to any server. */
export async function selectConnectedTaskWorkers(db: Connection, now: Timestamp): Promise<TaskWorker[]> {
  const rows = await db
    .selectFrom("task_workers")
    .selectAll()
    .where("connection_id", "is not", null)
    .where("expires", ">", now)
    .orderBy("id")
    .execute();
  return rows.map(({ id, task_keys, last_seen }) => ({
    identifier: id,
    task_keys: JSON.parse(task_keys),
    timestamp: last_seen,
  }));
}

/** Forgets workers that are gone and have nothing left to be taken back. */
export async function deleteGoneTaskWorkers(db: Connection, before: Timestamp): Promise<void> {
  await db
    .deleteFrom("task_workers")
    .where("expires", "<", before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("background_task_runs")
            .select("task_run_id")
            .whereRef("background_task_runs.worker_id", "=", "task_workers.id"),
        ),
      ),
    )
    .execute();
}

/** Forgets task runs that their workers have finished. */
export async function deleteFinishedTaskRuns(db: Connection): Promise<void> {
  await db
    .deleteFrom("background_task_runs")
    .where("worker_id", "is not", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("task_runs")
          .select("task_runs.id")
          .whereRef("task_runs.id", "=", "background_task_runs.task_run_id")
          .where("task_runs.state_type", "in", TERMINAL),
      ),
    )
    .execute();
}

/** A task run whose worker went away before it was finished. */
export type LostTaskRun = Pick<
  TaskRunsTable,
  "id" | "state_id" | "state_type" | "run_count" | "empirical_policy" | "next_scheduled_start_time"
> &
  Pick<BackgroundTaskRunsTable, "parameters_id"> & { worker_id: string };

/** Task runs that workers have which are gone. */
export const selectLostTaskRuns = (db: Connection, now: Timestamp, limit: number): Promise<LostTaskRun[]> =>
  db
    .selectFrom("background_task_runs")
    .innerJoin("task_runs", "task_runs.id", "background_task_runs.task_run_id")
    .leftJoin("task_workers", "task_workers.id", "background_task_runs.worker_id")
    .select([
      "task_runs.id",
      "task_runs.state_id",
      "task_runs.state_type",
      "task_runs.run_count",
      "task_runs.empirical_policy",
      "task_runs.next_scheduled_start_time",
      "background_task_runs.parameters_id",
      sql<string>`background_task_runs.worker_id`.as("worker_id"),
    ])
    .where("background_task_runs.worker_id", "is not", null)
    .where(({ eb, or }) => or([eb("task_workers.expires", "is", null), eb("task_workers.expires", "<", now)]))
    .where("task_runs.state_type", "not in", TERMINAL)
    .limit(limit)
    .execute();

/** Whether a worker is gone still; it cannot come back until the transaction ends. */
export async function isTaskWorkerGone(db: Connection, id: string, now: Timestamp): Promise<boolean> {
  const worker = db.selectFrom("task_workers").select("expires").where("id", "=", id);
  const row = await lockRows(db, worker, "task_workers").executeTakeFirst();
  return row === undefined || row.expires < now;
}
