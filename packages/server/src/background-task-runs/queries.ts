import type { Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonRows } from "../db/json-rows.ts";
import type { BackgroundTaskRunsTable } from "../db/schema/background-task-runs.ts";

/** Puts a task run in line, in the place of what the line knows of it. */
export async function upsertBackgroundTaskRun(db: Connection, row: BackgroundTaskRunsTable): Promise<void> {
  const { task_run_id: _, ...changes } = row;
  await db
    .insertInto("background_task_runs")
    .values(row)
    .onConflict((conflict) => conflict.column("task_run_id").doUpdateSet(changes))
    .execute();
}

/** Forgets a task run, or only one that no worker has. */
export async function deleteBackgroundTaskRun(
  db: Connection,
  taskRunId: string,
  { isUnclaimed = false } = {},
): Promise<void> {
  await db
    .deleteFrom("background_task_runs")
    .where("task_run_id", "=", taskRunId)
    .$if(isUnclaimed, (query) => query.where("worker_id", "is", null))
    .execute();
}

/** The task run that is next in line for any of the tasks: one look into the index a task. */
export async function selectFirstInLine(
  db: Connection,
  taskKeys: readonly string[],
  now: Timestamp,
): Promise<string | undefined> {
  const given = jsonRows(
    db,
    taskKeys.map((key) => [key]),
  );
  const { rows } = await sql<{ task_run_id: string }>`
    select first.task_run_id
    from ${given.table} join background_task_runs as first on first.task_run_id = (
      select waiting.task_run_id from background_task_runs as waiting
      where waiting.task_key = ${given.text(0)} and waiting.worker_id is null and waiting.due <= ${now}
      order by waiting.is_retry desc, waiting.due, waiting.task_run_id limit 1)
    order by first.is_retry desc, first.due, first.task_run_id limit 1`.execute(db);
  return rows[0]?.task_run_id;
}

/** Gives a task run in line to a worker; false when another has it by now. */
export async function claimBackgroundTaskRun(
  db: Connection,
  taskRunId: string,
  workerId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("background_task_runs")
    .set({ worker_id: workerId })
    .where("task_run_id", "=", taskRunId)
    .where("worker_id", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Takes a task run back from the worker that has it, to be the first in line. */
export async function releaseBackgroundTaskRun(
  db: Connection,
  taskRunId: string,
  workerId: string,
): Promise<void> {
  await db
    .updateTable("background_task_runs")
    .set({ worker_id: null, is_retry: 1 })
    .where("task_run_id", "=", taskRunId)
    .where("worker_id", "=", workerId)
    .execute();
}
