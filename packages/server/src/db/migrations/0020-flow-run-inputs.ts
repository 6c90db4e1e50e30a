import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/** What is sent to flow runs, found by key and read in the order in which it was sent. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("flow_run_inputs")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("flow_run_id", t.id, (c) => c.notNull().references("flow_runs.id").onDelete("cascade"))
    .addColumn("key", t.text, (c) => c.notNull())
    .addColumn("value", t.text, (c) => c.notNull())
    .addColumn("sender", t.text)
    .addUniqueConstraint("flow_run_inputs_flow_run_id_key", ["flow_run_id", "key"])
    .execute();
  await sql`create index flow_run_inputs_by_flow_run_id_created_id
    on flow_run_inputs (flow_run_id, created, id)`.execute(db);
  if (dialect === "sqlite") {
    await assumeStatistics(db, "flow_run_inputs", {
      sqlite_autoindex_flow_run_inputs_1: "100000 1",
      sqlite_autoindex_flow_run_inputs_2: "100000 10 1",
      flow_run_inputs_by_flow_run_id_created_id: "100000 10 1 1",
    });
  }
}
