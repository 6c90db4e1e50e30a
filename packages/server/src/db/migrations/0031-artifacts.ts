import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";

/** Artifacts and their collections, with the indexes behind the lists of them and behind the search for the latest. */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("artifacts")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("key", t.text)
    .addColumn("type", t.text)
    .addColumn("description", t.text)
    .addColumn("data", t.text)
    .addColumn("metadata_", t.text)
    .addColumn("flow_run_id", t.id)
    .addColumn("task_run_id", t.id)
    .addColumn("state_id", t.id)
    .execute();
  await db.schema
    .createTable("artifact_collections")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("updated", t.timestamp, (c) => c.notNull())
    .addColumn("key", t.text, (c) => c.notNull().unique())
    .addColumn("latest_id", t.id, (c) => c.notNull().references("artifacts.id").onDelete("cascade"))
    .execute();
  // Artifacts without a key come first in the order of keys; SQLite's indexes have them there anyway.
  const nullsFirst = dialect === "postgres" ? " nulls first" : "";
  for (const [name, columns, where] of [
    ["artifacts_by_created_id", "artifacts (created desc, id desc)"],
    ["artifacts_by_updated_id", "artifacts (updated desc, id desc)"],
    ["artifacts_by_key_created_id", `artifacts (key${nullsFirst}, created, id)`],
    ["artifacts_by_type_id", "artifacts (type, id)", "type is not null"],
    ["artifacts_by_flow_run_id_id", "artifacts (flow_run_id, id)", "flow_run_id is not null"],
    ["artifacts_by_task_run_id_id", "artifacts (task_run_id, id)", "task_run_id is not null"],
    ["artifact_collections_by_created_id", "artifact_collections (created desc, id desc)"],
    ["artifact_collections_by_updated_id", "artifact_collections (updated desc, id desc)"],
    ["artifact_collections_by_latest_id", "artifact_collections (latest_id)"],
  ]) {
    const condition = where ? ` where ${where}` : "";
    await sql.raw(`create index ${name} on ${columns}${condition}`).execute(db);
  }
}
