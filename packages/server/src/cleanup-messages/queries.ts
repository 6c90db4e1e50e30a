import type { Timestamp } from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { CleanupMessagesTable } from "../db/schema/cleanup-messages.ts";
import { updateRow } from "../db/update-row.ts";
import type { CleanupTaker } from "./cleanup-taker.ts";

export type CleanupMessageRow = CleanupMessagesTable;

/** Inserts a message unless its pool has one with the same key. */
export async function insertCleanupMessage(db: Connection, row: CleanupMessageRow): Promise<void> {
  await db
    .insertInto("cleanup_messages")
    .values(row)
    .onConflict((conflict) => conflict.columns(["work_pool_id", "idempotency_key"]).doNothing())
    .execute();
}

/** The message; nobody else changes it until the transaction ends. */
export const lockCleanupMessage = (db: Connection, id: string): Promise<CleanupMessageRow | undefined> =>
  lockRows(
    db,
    db.selectFrom("cleanup_messages").selectAll().where("id", "=", id),
    "cleanup_messages",
  ).executeTakeFirst();

const freeMessages = (db: Connection, { workPoolId, workerName, kinds }: CleanupTaker, now: Timestamp) =>
  db
    .selectFrom("cleanup_messages")
    .selectAll()
    .where("work_pool_id", "=", workPoolId)
    .where("kind", "in", kinds)
    .where("reservation_token", "is", null)
    .where(({ or, eb }) =>
      or([
        eb("released_by", "is", null),
        eb("released_by", "<>", workerName),
        eb("available_from", "<=", now),
      ]),
    );

/** Whether there is anything for the worker to take on. */
export async function hasFreeMessage(db: Connection, taker: CleanupTaker, now: Timestamp): Promise<boolean> {
  return (await freeMessages(db, taker, now).limit(1).executeTakeFirst()) !== undefined;
}

/** The oldest message that the worker can take on, of its own queues if there is one; nobody else takes it. */
export function lockFreeMessage(
  db: Connection,
  taker: CleanupTaker,
  now: Timestamp,
): Promise<CleanupMessageRow | undefined> {
  const isOwn =
    taker.queueIds.length === 0
      ? sql<SqlBool>`1 = 1`
      : sql<SqlBool>`coalesce(work_queue_id in (${sql.join(taker.queueIds)}), 1 = 0)`;
  const free = freeMessages(db, taker, now).orderBy(sql`case when ${isOwn} then 0 else 1 end`);
  return lockRows(db, free.orderBy("id").limit(1), "cleanup_messages").executeTakeFirst();
}

export const updateCleanupMessage = (
  db: Connection,
  id: string,
  changes: Partial<CleanupMessageRow>,
): Promise<boolean> => updateRow(db, "cleanup_messages", id, changes);

export async function deleteCleanupMessage(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("cleanup_messages").where("id", "=", id).execute();
}

/** Messages whose reservation has run out, in the order of their ids; nobody else changes them. */
export const lockExpiredMessages = (
  db: Connection,
  now: Timestamp,
  limit: number,
): Promise<CleanupMessageRow[]> =>
  lockRows(
    db,
    db
      .selectFrom("cleanup_messages")
      .selectAll()
      .where("lease_expires_at", "<=", now)
      .orderBy("id")
      .limit(limit),
    "cleanup_messages",
  ).execute();
