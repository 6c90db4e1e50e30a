import { type Kysely, sql } from "kysely";

/** What finds the old ones of artifacts that are no run's result, and of task runs that are of no flow run. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index artifacts_by_created_without_state on artifacts (created, id)
    where state_id is null`.execute(db);
  await sql`create index task_runs_by_end_time_without_flow_run on task_runs (end_time, id)
    where flow_run_id is null`.execute(db);
}
