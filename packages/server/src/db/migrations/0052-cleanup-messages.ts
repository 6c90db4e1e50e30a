import { type Kysely, sql } from "kysely";
import type { ColumnTypes } from "../column-types.ts";

/** What workers are to clean up; kept until one has done it, or all attempts have failed. */
export async function up(db: Kysely<unknown>, t: ColumnTypes): Promise<void> {
  await db.schema
    .createTable("cleanup_messages")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("created", t.timestamp, (c) => c.notNull())
    .addColumn("work_pool_id", t.id, (c) => c.notNull().references("work_pools.id").onDelete("cascade"))
    .addColumn("work_queue_id", t.id)
    .addColumn("idempotency_key", t.text, (c) => c.notNull())
    .addColumn("kind", t.text, (c) => c.notNull())
    .addColumn("target", t.text, (c) => c.notNull())
    .addColumn("data", t.text, (c) => c.notNull())
    .addColumn("delivery_count", t.integer, (c) => c.notNull())
    .addColumn("reservation_token", t.text)
    .addColumn("lease_expires_at", t.timestamp)
    .addColumn("released_by", t.text)
    .addColumn("available_from", t.timestamp)
    .addUniqueConstraint("cleanup_messages_work_pool_id_idempotency_key", ["work_pool_id", "idempotency_key"])
    .execute();
  await sql`create index cleanup_messages_by_work_pool_id_id on cleanup_messages (work_pool_id, id)`.execute(
    db,
  );
  await sql`create index cleanup_messages_by_lease_expires_at on cleanup_messages (lease_expires_at)
    where lease_expires_at is not null`.execute(db);
}
