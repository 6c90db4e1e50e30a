import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads } from "../sqlite/assume-statistics.ts";

/**
 * What finds the runs of few that have a tag, or that came from a queue of a name. Neither changes while a run goes on, so
 * that SQLite writes a state without them.
 */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  // PostgreSQL's planner goes by the spread of an expression only where an index has it of all rows.
  const tagged = dialect === "sqlite" ? sql` where tags <> '[]'` : sql``;
  await sql`create index flow_runs_by_tags on flow_runs (substr(tags, 1, 400))${tagged}`.execute(db);
  await sql`create index flow_runs_by_work_queue_name on flow_runs (substr(work_queue_name, 1, 100))
    where work_queue_name is not null`.execute(db);
  if (dialect === "sqlite") {
    await assumeSpreads(db, "flow_runs", {
      flow_runs_by_tags: "1000000 10000",
      flow_runs_by_work_queue_name: "1000000 50000",
    });
  }
}
