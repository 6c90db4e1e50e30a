import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/** What flow runs are counted by. */
const COUNTED = [
  "flow_id",
  "deployment_id",
  "work_queue_id",
  "parent_task_run_id",
  "state_type",
  "state_name",
] as const;

// Subflows are counted together: that there is a parent is kept of it, not which.
const SOME_PARENT = "00000000-0000-0000-0000-000000000000";

/**
 * How many flow runs there are of each kind, so that no count has to look at all of them. Triggers write down each
 * change beside the last one, where nobody waits for anybody; the changes are added to the counts from time to time.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  const columns = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn("flow_id", t.id, (c) => c.notNull())
      .addColumn("deployment_id", t.id)
      .addColumn("work_queue_id", t.id)
      .addColumn("parent_task_run_id", t.id)
      .addColumn("state_type", t.text)
      .addColumn("state_name", t.text);
  await columns("flow_run_counts")
    .addColumn("key", t.text, (c) => c.primaryKey())
    .addColumn("count", t.integer, (c) => c.notNull())
    .execute();
  await sql`create index flow_run_counts_by_nothing on flow_run_counts (count) where count = 0`.execute(db);
  await columns("flow_run_count_changes")
    .addColumn("count", t.integer, (c) => c.notNull())
    .execute();
  // Servers may be at work meanwhile: what they write between the count and the triggers would be counted by neither.
  if (dialect === "postgres") await sql`lock table flow_runs in share row exclusive mode`.execute(db);
  const kinds = kindOf("flow_runs", dialect);
  await sql`insert into flow_run_count_changes (${sql.raw(COUNTED.join(", "))}, count)
    select ${sql.raw(kinds.join(", "))}, count(*) from flow_runs
    group by ${sql.raw(kinds.map((_, index) => index + 1).join(", "))}`.execute(db);
  await (dialect === "sqlite" ? watchOnSqlite(db) : watchOnPostgres(db));
}

/** The columns of a kind, as SQL of a run's row. */
const kindOf = (row: string, dialect: DialectName): string[] =>
  COUNTED.map((column) => {
    if (column !== "parent_task_run_id") return `${row}.${column}`;
    const some = dialect === "postgres" ? `'${SOME_PARENT}'::uuid` : `'${SOME_PARENT}'`;
    return `case when ${row}.${column} is not null then ${some} end`;
  });

/** SQL that writes down a change of the count of a row's kind. */
const change = (row: "old" | "new", by: -1 | 1, dialect: DialectName): string =>
  `insert into flow_run_count_changes (${COUNTED.join(", ")}, count)
    values (${kindOf(row, dialect).join(", ")}, ${by})`;

async function watchOnSqlite(db: Kysely<unknown>): Promise<void> {
  const isOther = COUNTED.map((column) => `old.${column} is not new.${column}`).join(" or ");
  for (const [event, when, changes] of [
    ["insert", "", [change("new", 1, "sqlite")]],
    [
      `update of ${COUNTED.join(", ")}`,
      `when ${isOther}`,
      [change("old", -1, "sqlite"), change("new", 1, "sqlite")],
    ],
    ["delete", "", [change("old", -1, "sqlite")]],
  ] as const) {
    const name = sql.raw(`flow_runs_counted_on_${event.slice(0, 6)}`);
    await sql`create trigger ${name} after ${sql.raw(event)} on flow_runs ${sql.raw(when)}
      begin ${sql.raw(changes.join("; "))}; end`.execute(db);
  }
  await assumeStatistics(db, "flow_run_counts", { sqlite_autoindex_flow_run_counts_1: "1000 1" });
}

async function watchOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create or replace function count_flow_run() returns trigger language plpgsql as $$ begin
    if tg_op <> 'INSERT' then ${sql.raw(change("old", -1, "postgres"))}; end if;
    if tg_op <> 'DELETE' then ${sql.raw(change("new", 1, "postgres"))}; end if;
    return null;
  end $$`.execute(db);
  const isOther = COUNTED.map((column) => `old.${column} is distinct from new.${column}`).join(" or ");
  for (const [event, when] of [
    ["insert", ""],
    [`update of ${COUNTED.join(", ")}`, `when (${isOther})`],
    ["delete", ""],
  ] as const) {
    const name = sql.raw(`flow_runs_counted_on_${event.slice(0, 6)}`);
    await sql`create trigger ${name} after ${sql.raw(event)} on flow_runs for each row ${sql.raw(when)}
      execute function count_flow_run()`.execute(db);
  }
}
