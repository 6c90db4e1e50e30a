import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads } from "../sqlite/assume-statistics.ts";

/**
 * What finds the latest runs whose state is called otherwise than its type, such as Late or Suspended. Those that are
 * called as their type is are found by the type, so that the index costs nothing for most states.
 */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  const latest = dialect === "postgres" ? "sort_time nulls first" : "sort_time";
  await sql`create index flow_runs_by_state_name_sort_time
    on flow_runs (substr(state_name, 1, 100), ${sql.raw(latest)})
    where state_name <> substr(state_type, 1, 1) || lower(substr(state_type, 2))`.execute(db);
  if (dialect === "sqlite") {
    await assumeSpreads(db, "flow_runs", { flow_runs_by_state_name_sort_time: "10000 1000 1" });
  }
}
