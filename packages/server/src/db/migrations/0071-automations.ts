import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** Automations, and the resources that they act on or belong to. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("automations")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("name", t.text, (c) => c.notNull())
    .addColumn("description", t.text, (c) => c.notNull())
    .addColumn("enabled", t.integer, (c) => c.notNull())
    .addColumn("tags", t.text, (c) => c.notNull())
    .addColumn("trigger", t.text, (c) => c.notNull())
    .addColumn("actions", t.text, (c) => c.notNull())
    .addColumn("actions_on_trigger", t.text, (c) => c.notNull())
    .addColumn("actions_on_resolve", t.text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("automation_related_resources")
    .addColumn("automation_id", t.id, (c) => c.notNull().references("automations.id").onDelete("cascade"))
    .addColumn("resource_id", t.text, (c) => c.notNull())
    .addColumn("is_owner", t.integer, (c) => c.notNull())
    .addPrimaryKeyConstraint("automation_related_resources_primary_key", ["automation_id", "resource_id"])
    .execute();
  // Moves with every change of an automation, so that who keeps them in memory knows when to read them again.
  await db.schema
    .createTable("automation_revision")
    .addColumn("id", t.integer, (c) => c.primaryKey())
    .addColumn("revision", t.integer, (c) => c.notNull())
    .execute();
  await sql`insert into automation_revision (id, revision) values (1, 0)`.execute(db);
  for (const [name, columns] of [
    ["automations_by_name", "automations (substr(name, 1, 100))"],
    ["automations_by_created_id", "automations (created desc, id desc)"],
    ["automations_by_updated_id", "automations (updated desc, id desc)"],
    ["automation_related_resources_by_resource_id", "automation_related_resources (resource_id)"],
  ]) {
    await sql.raw(`create index ${name} on ${columns}`).execute(db);
  }
}
