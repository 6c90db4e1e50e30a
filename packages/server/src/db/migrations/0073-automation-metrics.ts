import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Whether the metric that a trigger watches is beyond its limit, and since when it has been on the other side. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("automation_metrics")
    .addColumn("trigger_id", t.id, (c) => c.primaryKey())
    .addColumn("automation_id", t.id, (c) => c.notNull().references("automations.id").onDelete("cascade"))
    .addColumn("is_triggered", t.integer, (c) => c.notNull())
    .addColumn("changing_since", t.timestamp)
    .execute();
  await db.schema
    .createIndex("automation_metrics_by_automation_id")
    .on("automation_metrics")
    .column("automation_id")
    .execute();
}
