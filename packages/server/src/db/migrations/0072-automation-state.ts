import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** What the triggers of automations have counted, and the actions that are to be done. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("automation_buckets")
    .addColumn("trigger_id", t.id, (c) => c.notNull())
    .addColumn("bucketing_key", t.text, (c) => c.notNull())
    .addColumn("automation_id", t.id, (c) => c.notNull().references("automations.id").onDelete("cascade"))
    .addColumn("labels", t.text, (c) => c.notNull())
    .addColumn("is_proactive", t.integer, (c) => c.notNull())
    .addColumn("start", t.timestamp, (c) => c.notNull())
    .addColumn("until", t.timestamp, (c) => c.notNull())
    .addColumn("count", t.integer, (c) => c.notNull())
    .addColumn("last_event_id", t.id)
    .addPrimaryKeyConstraint("automation_buckets_primary_key", ["trigger_id", "bucketing_key"])
    .execute();
  await db.schema
    .createTable("automation_child_firings")
    .addColumn("parent_trigger_id", t.id, (c) => c.notNull())
    .addColumn("child_trigger_id", t.id, (c) => c.notNull())
    .addColumn("automation_id", t.id, (c) => c.notNull().references("automations.id").onDelete("cascade"))
    .addColumn("firing", t.text, (c) => c.notNull())
    .addPrimaryKeyConstraint("automation_child_firings_primary_key", [
      "parent_trigger_id",
      "child_trigger_id",
    ])
    .execute();
  await db.schema
    .createTable("automation_early_events")
    .addColumn("event_id", t.id, (c) => c.primaryKey())
    .addColumn("leader_id", t.id, (c) => c.notNull())
    .addColumn("received", t.timestamp, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("automation_actions")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("automation_id", t.id, (c) => c.notNull())
    .addColumn("invocation", t.text, (c) => c.notNull())
    .addColumn("due", t.timestamp, (c) => c.notNull())
    .addColumn("attempts", t.integer, (c) => c.notNull())
    .execute();
  for (const [name, columns] of [
    ["automation_buckets_by_is_proactive_until", "automation_buckets (is_proactive, until)"],
    ["automation_buckets_by_automation_id", "automation_buckets (automation_id)"],
    ["automation_child_firings_by_automation_id", "automation_child_firings (automation_id)"],
    ["automation_early_events_by_leader_id", "automation_early_events (leader_id)"],
    ["automation_early_events_by_received", "automation_early_events (received)"],
    ["automation_actions_by_due", "automation_actions (due)"],
  ]) {
    await sql.raw(`create index ${name} on ${columns}`).execute(db);
  }
}
