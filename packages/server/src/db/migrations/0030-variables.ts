import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Variables, in the orders in which they are listed. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("variables")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull().unique())
    .addColumn("value", t.text, (c) => c.notNull())
    .addColumn("tags", t.text, (c) => c.notNull())
    .execute();
  for (const time of ["created", "updated"]) {
    await db.schema
      .createIndex(`variables_by_${time}_id`)
      .on("variables")
      .columns([`${time} desc`, "id desc"])
      .execute();
  }
}
