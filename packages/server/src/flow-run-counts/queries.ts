import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import type { FlowRunCountChangesTable } from "../db/schema/flow-run-counts.ts";

const COUNTED: readonly (keyof FlowRunCountChangesTable)[] = [
  "flow_id",
  "deployment_id",
  "work_queue_id",
  "parent_task_run_id",
  "state_type",
  "state_name",
];

/** Adds the changes written down so far to the counts that are kept. */
export async function mergeFlowRunCountChanges(db: Connection): Promise<void> {
  const kind = sql.raw(COUNTED.join(", "));
  // PostgreSQL cannot index a text as long as a state's name may be.
  const key =
    dialectOf(db) === "sqlite" ? sql`json_array(${kind})` : sql`md5(json_build_array(${kind})::text)`;
  const add = (changes: RawBuilder<unknown>) => sql`
    insert into flow_run_counts (key, ${kind}, count)
    select ${key}, ${kind}, sum(count) from ${changes} group by ${kind} having sum(count) <> 0
    on conflict (key) do update set count = flow_run_counts.count + excluded.count`;
  if (dialectOf(db) === "sqlite") {
    await add(sql`flow_run_count_changes where true`).execute(db);
    await db.deleteFrom("flow_run_count_changes").execute();
  } else {
    const gone = sql`with gone as (delete from flow_run_count_changes returning *)`;
    await sql`${gone} ${add(sql`gone`)}`.execute(db);
  }
  await db.deleteFrom("flow_run_counts").where("count", "=", 0).execute();
}
