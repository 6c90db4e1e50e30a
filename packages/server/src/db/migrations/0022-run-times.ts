import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads } from "../sqlite/assume-statistics.ts";

/** What finds the next run of a flow, and the task runs that started in a span of time. */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  await sql`create index flow_runs_by_flow_id_next_scheduled_start_time
    on flow_runs (flow_id, next_scheduled_start_time)
    where next_scheduled_start_time is not null`.execute(db);
  await sql`create index task_runs_by_start_time on task_runs (start_time)
    where start_time is not null`.execute(db);
  if (dialect === "sqlite") {
    await assumeSpreads(db, "flow_runs", {
      flow_runs_by_flow_id_next_scheduled_start_time: "10000 50 1",
    });
    await assumeSpreads(db, "task_runs", { task_runs_by_start_time: "10000000 1" });
  }
}
