import type { Kysely } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** The states in which task runs with a cache key completed, for others with the same key to end in. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("task_run_state_cache")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("cache_key", t.text, (c) => c.notNull())
    .addColumn("cache_expiration", t.timestamp)
    .addColumn("task_run_state_id", t.id, (c) =>
      c.notNull().references("task_run_states.id").onDelete("cascade"),
    )
    .execute();
  await db.schema
    .createIndex("task_run_state_cache_by_cache_key_created")
    .on("task_run_state_cache")
    .columns(["cache_key", "created"])
    .execute();
  await db.schema
    .createIndex("task_run_state_cache_by_task_run_state_id")
    .on("task_run_state_cache")
    .column("task_run_state_id")
    .execute();
}
