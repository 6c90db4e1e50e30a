import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** When the schedules that automations wait for are due next. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("automation_schedules")
    .addColumn("id", t.text, (c) => c.primaryKey())
    .addColumn("next_due", t.timestamp)
    .execute();
}
