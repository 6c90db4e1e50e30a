import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Searches saved under their names, by which they are listed as well. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("saved_searches")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull().unique())
    .addColumn("filters", t.text, (c) => c.notNull())
    .execute();
}
