import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Up to which time a schedule's runs have been made, so that they are not all tried again when more are added. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema.alterTable("deployment_schedules").addColumn("scheduled_until", t.timestamp).execute();
}
