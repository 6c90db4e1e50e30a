import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads } from "../sqlite/assume-statistics.ts";

/** The first columns of the indexes that lists of the latest runs walk, and how SQLite's planner takes their spread. */
const INDEXES: readonly { table: string; columns: readonly string[]; where?: string; spread: string }[] = [
  { table: "flow_runs", columns: ["sort_time", "id", "state_type"], spread: "1000000 1 1 1" },
  { table: "flow_runs", columns: ["expected_start_time", "id"], spread: "1000000 1 1" },
  { table: "flow_runs", columns: ["end_time", "id"], spread: "1000000 1 1" },
  { table: "flow_runs", columns: ["state_type", "sort_time"], spread: "1000000 500000 1" },
  { table: "flow_runs", columns: ["flow_id", "sort_time"], spread: "1000000 5000 1" },
  {
    table: "flow_runs",
    columns: ["deployment_id", "sort_time"],
    where: "deployment_id is not null",
    spread: "500000 10000 1",
  },
  { table: "task_runs", columns: ["expected_start_time", "id", "state_type"], spread: "10000000 1 1 1" },
  { table: "task_runs", columns: ["end_time", "id"], spread: "10000000 1 1" },
  { table: "task_runs", columns: ["state_type", "expected_start_time"], spread: "10000000 5000000 1" },
];

/**
 * Turns the indexes of runs by time around. Lists read them backwards as well as forwards, but new runs then come at
 * their end, where both databases fill one page after the other; at the beginning they split pages in halves.
 */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  for (const { table, columns, where, spread } of INDEXES) {
    // PostgreSQL's indexes do not carry the state, see where they were made.
    const carried = dialect === "postgres" && columns[2] === "state_type" ? columns.slice(0, 2) : columns;
    const name = `${table}_by_${carried.join("_")}`;
    await sql`drop index ${sql.id(name)}`.execute(db);
    // Read backwards, times that are not there come last: lists ask for that.
    const keys = carried.map((column) =>
      dialect === "postgres" && column.endsWith("_time") ? `${column} nulls first` : column,
    );
    const condition = sql.raw(where ? ` where ${where}` : "");
    await sql`create index ${sql.id(name)} on ${sql.table(table)} (${sql.raw(keys.join(", "))})${condition}`.execute(
      db,
    );
    if (dialect === "sqlite") await assumeSpreads(db, table, { [name]: spread });
  }
}
