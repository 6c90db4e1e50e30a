import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads, assumeStatistics } from "../sqlite/assume-statistics.ts";

const OVER = "('COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED')";

/**
 * How many task runs there are in each state in which they are over, from the changes that tell of their sums; and what finds
 * those in a state that is called otherwise than its type, such as Cached, which costs nothing for most states.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("task_run_counts")
    .addColumn("key", t.text, (c) => c.primaryKey())
    .addColumn("state_type", t.text)
    .addColumn("state_name", t.text)
    .addColumn("count", t.integer, (c) => c.notNull())
    .execute();
  // Servers may be at work meanwhile: what they write or add up between the two would be counted twice, or not.
  if (dialect === "postgres") {
    await sql`lock table task_runs, task_run_sum_changes in share row exclusive mode`.execute(db);
  }
  const state = "state_type, state_name";
  const key = dialect === "sqlite" ? `json_array(${state})` : `md5(json_build_array(${state})::text)`;
  await sql
    .raw(`insert into task_run_counts (key, ${state}, count)
      select ${key}, ${state}, sum(count) from (
        select ${state}, 1 as count from task_runs where state_type in ${OVER}
        union all select ${state}, -count from task_run_sum_changes) as counted
      group by ${state}`)
    .execute(db);
  const expected = dialect === "postgres" ? "expected_start_time nulls first" : "expected_start_time";
  await sql`create index task_runs_by_state_name_expected_start_time
    on task_runs (substr(state_name, 1, 100), ${sql.raw(expected)})
    where state_name <> substr(state_type, 1, 1) || lower(substr(state_type, 2))`.execute(db);
  if (dialect === "sqlite") {
    await assumeStatistics(db, "task_run_counts", { sqlite_autoindex_task_run_counts_1: "20 1" });
    await assumeSpreads(db, "task_runs", {
      task_runs_by_state_name_expected_start_time: "100000 10000 1",
    });
  }
}
