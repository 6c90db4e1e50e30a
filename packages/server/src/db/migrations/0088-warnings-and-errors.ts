import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeSpreads } from "../sqlite/assume-statistics.ts";

/**
 * What counts the errors and the warnings of a run's log, of which there are few beside its other lines. An index each, so
 * that a search for errors looks at no warning; with the level, so that it looks at no line either.
 */
export async function up(db: Kysely<unknown>, _: ColumnTypes, dialect: DialectName): Promise<void> {
  await sql`create index logs_by_flow_run_id_error on logs (flow_run_id, level) where level >= 40`.execute(
    db,
  );
  await sql`create index logs_by_flow_run_id_warning on logs (flow_run_id, level)
    where level >= 30 and level < 40`.execute(db);
  if (dialect === "sqlite") {
    await assumeSpreads(db, "logs", {
      logs_by_flow_run_id_error: "200000 20 10",
      logs_by_flow_run_id_warning: "200000 20 10",
    });
  }
}
