import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Until when decay has been taken off a limit's slots, and a way to find the leases of a run. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .alterTable("concurrency_limits")
    .addColumn("decayed_until", t.timestamp, (c) => c.notNull().defaultTo(sql`'1970-01-01T00:00:00.000000Z'`))
    .execute();
  await sql`update concurrency_limits set decayed_until = updated`.execute(db);
  await db.schema
    .createIndex("concurrency_leases_by_holder_id")
    .on("concurrency_leases")
    .column("holder_id")
    .where(sql.ref("holder_id"), "is not", null)
    .execute();
}
