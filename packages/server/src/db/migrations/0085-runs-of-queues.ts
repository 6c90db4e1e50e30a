import { type Kysely, sql } from "kysely";

/** Leaves the runs that came from no queue out of the index of those under way, as they are of the other two. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index flow_runs_by_work_queue_id_state_type`.execute(db);
  await sql`create index flow_runs_by_work_queue_id_state_type on flow_runs (work_queue_id, state_type)
    where work_queue_id is not null and state_type in ('PENDING', 'RUNNING', 'CANCELLING')`.execute(db);
}
