import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Until when a worker counts as online, in the place of a status that somebody would have to keep true. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema.alterTable("workers").dropColumn("status").execute();
  await db.schema
    .alterTable("workers")
    .addColumn("offline_from", t.timestamp, (c) => c.notNull().defaultTo(sql`'1970-01-01T00:00:00.000000Z'`))
    .execute();
}
