import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/** Task runs in the background, in the order in which they are handed out, and the workers that run them. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("background_task_runs")
    .addColumn("task_run_id", t.id, (c) => c.primaryKey().references("task_runs.id").onDelete("cascade"))
    .addColumn("task_key", t.text, (c) => c.notNull())
    .addColumn("parameters_id", t.id)
    .addColumn("is_retry", t.integer, (c) => c.notNull())
    .addColumn("due", t.timestamp, (c) => c.notNull())
    .addColumn("worker_id", t.text)
    .execute();
  await sql`create index background_task_runs_by_task_key_is_retry_due_task_run_id
    on background_task_runs (task_key, is_retry desc, due, task_run_id) where worker_id is null`.execute(db);
  await sql`create index background_task_runs_by_worker_id
    on background_task_runs (worker_id) where worker_id is not null`.execute(db);
  await db.schema
    .createTable("task_workers")
    .addColumn("id", t.text, (c) => c.primaryKey())
    .addColumn("task_keys", t.text, (c) => c.notNull())
    .addColumn("connection_id", t.id)
    .addColumn("last_seen", t.timestamp, (c) => c.notNull())
    .addColumn("expires", t.timestamp, (c) => c.notNull())
    .execute();
  await sql`create index task_workers_by_expires on task_workers (expires)`.execute(db);
  await enterWaitingTaskRuns(db, dialect);
  if (dialect === "sqlite") await assumeBusyWorkers(db);
}

/** Task runs that were put into the background before there was a table for them. */
async function enterWaitingTaskRuns(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  // Deferred states are made by clients of the wire, whose ids and flags need no care to be read.
  const isDeferred = sql`task_run_states.state_details like '%"deferred":true%'`;
  const parametersId =
    dialect === "sqlite"
      ? sql`task_run_states.state_details ->> 'task_parameters_id'`
      : sql`substring(task_run_states.state_details from '"task_parameters_id":"([0-9a-f-]{36})"')::uuid`;
  await sql`insert into background_task_runs (task_run_id, task_key, parameters_id, is_retry, due)
    select task_runs.id, task_runs.task_key, ${parametersId},
      case when task_runs.state_name = 'AwaitingRetry' then 1 else 0 end,
      coalesce(task_runs.next_scheduled_start_time, task_runs.created)
    from task_runs join task_run_states on task_run_states.id = task_runs.state_id
    where task_runs.state_type = 'SCHEDULED' and ${isDeferred}`.execute(db);
}

async function assumeBusyWorkers(db: Kysely<unknown>): Promise<void> {
  await assumeStatistics(db, "background_task_runs", {
    sqlite_autoindex_background_task_runs_1: "100000 1",
    background_task_runs_by_task_key_is_retry_due_task_run_id: "100000 10000 5000 1 1",
    background_task_runs_by_worker_id: "1000 10",
  });
  await assumeStatistics(db, "task_workers", {
    sqlite_autoindex_task_workers_1: "100 1",
    task_workers_by_expires: "100 1",
  });
}
