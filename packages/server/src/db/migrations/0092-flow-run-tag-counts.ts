import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";
import { watchRuns } from "./0089-run-sums.ts";

// As many characters of a run's tags as their index has.
const LONGEST = 400;

const SOME_PARENT = "00000000-0000-0000-0000-000000000000";

/**
 * How many flow runs there are with the same tags in each state, so that a count of those with a tag looks at none. What changes
 * is in the rows that tell of the other counts. Tags of many characters are all counted as one.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("flow_run_tag_counts")
    .addColumn("key", t.text, (c) => c.primaryKey())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("parent_task_run_id", t.id)
    .addColumn("state_type", t.text)
    .addColumn("state_name", t.text)
    .addColumn("count", t.integer, (c) => c.notNull())
    .execute();
  await sql`create index flow_run_tag_counts_by_nothing on flow_run_tag_counts (count) where count = 0`.execute(
    db,
  );
  await db.schema.alterTable("flow_run_count_changes").addColumn("tags", t.text).execute();
  // Servers may be at work meanwhile: what they write between the count and the triggers would be counted by neither.
  if (dialect === "postgres") await sql`lock table flow_runs in share row exclusive mode`.execute(db);
  await fill(db, dialect);
  await watchRuns(db, dialect, [{ column: "tags", sqlOf: tagsOf }]);
  if (dialect === "sqlite") {
    await assumeStatistics(db, "flow_run_tag_counts", { sqlite_autoindex_flow_run_tag_counts_1: "1000 1" });
  }
}

const tagsOf = (row: string): string =>
  `case when length(${row}.tags) <= ${LONGEST} then ${row}.tags else 'null' end`;

async function fill(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const kind = "tags, parent_task_run_id, state_type, state_name";
  const [some, key] =
    dialect === "sqlite"
      ? [`'${SOME_PARENT}'`, `json_array(${kind})`]
      : [`'${SOME_PARENT}'::uuid`, `md5(json_build_array(${kind})::text)`];
  await sql
    .raw(`insert into flow_run_tag_counts (key, ${kind}, count)
      select ${key}, ${kind}, count(*) from (
        select ${tagsOf("flow_runs")} as tags,
          case when parent_task_run_id is not null then ${some} end as parent_task_run_id, state_type, state_name
        from flow_runs) as kinds
      group by ${kind}`)
    .execute(db);
}
