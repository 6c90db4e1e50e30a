import type { Kysely } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/** The last sign of life of each flow run that is under way. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("flow_run_heartbeats")
    .addColumn("flow_run_id", t.id, (c) => c.primaryKey().references("flow_runs.id").onDelete("cascade"))
    .addColumn("last_heartbeat", t.timestamp, (c) => c.notNull())
    .addColumn("every_seconds", t.number, (c) => c.notNull())
    .addColumn("lost_from", t.timestamp, (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("flow_run_heartbeats_by_lost_from")
    .on("flow_run_heartbeats")
    .column("lost_from")
    .execute();
  if (dialect === "sqlite") {
    await assumeStatistics(db, "flow_run_heartbeats", {
      sqlite_autoindex_flow_run_heartbeats_1: "1000 1",
      flow_run_heartbeats_by_lost_from: "1000 1",
    });
  }
}
