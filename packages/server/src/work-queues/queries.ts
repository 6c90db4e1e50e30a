import type { Timestamp } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import { lockRows } from "../db/locking.ts";
import type { WorkQueuesTable } from "../db/schema/work-pools.ts";
import { slotsInUse } from "../db/slots-in-use.ts";
import { updateRow } from "../db/update-row.ts";
import type { PoolOfQueue } from "./work-queue-event.ts";
import type { WorkQueueRow } from "./work-queue-row.ts";

/** What a queue is addressed by. */
export type WorkQueueKey = { id: string } | { work_pool_name: string; name: string };

type Page = { limit: number; offset: number };

const workQueues = (db: Connection) =>
  db
    .selectFrom("work_queues")
    .innerJoin("work_pools", "work_pools.id", "work_queues.work_pool_id")
    .selectAll("work_queues")
    .select([
      "work_pools.name as work_pool_name",
      "work_pools.type as work_pool_type",
      "work_pools.default_queue_id",
      sql<
        number | null
      >`case when work_queues.concurrency_limit is not null then ${slotsInUse("work_queues.id")} end`.as(
        "active_slots",
      ),
    ]);

const workQueueOf = (db: Connection, key: WorkQueueKey) =>
  "id" in key
    ? workQueues(db).where("work_queues.id", "=", key.id)
    : workQueues(db)
        .where("work_pools.name", "=", key.work_pool_name)
        .where("work_queues.name", "=", key.name);

export const selectWorkQueue = (db: Connection, key: WorkQueueKey): Promise<WorkQueueRow | undefined> =>
  workQueueOf(db, key).executeTakeFirst();

/** The queue; nobody else changes it until the transaction ends. */
export const lockWorkQueue = (db: Connection, key: WorkQueueKey): Promise<WorkQueueRow | undefined> =>
  lockRows(db, workQueueOf(db, key), "work_queues").executeTakeFirst();

/** Queues, in the order of their ids so that two that mark them never wait for each other. */
export const lockWorkQueues = (db: Connection, ids: readonly string[]): Promise<WorkQueueRow[]> =>
  lockRows(
    db,
    workQueues(db).where("work_queues.id", "in", ids).orderBy("work_queues.id"),
    "work_queues",
  ).execute();

/** The queues that are ready though nobody asked for their runs since. */
export async function selectUnpolledQueues(db: Connection, since: Timestamp): Promise<string[]> {
  const rows = await db
    .selectFrom("work_queues")
    .select("id")
    .where("status", "=", "READY")
    .where("last_polled", "<", since)
    .execute();
  return rows.map(({ id }) => id);
}

/** A pool's queues, of which nobody else changes, adds or removes any until the transaction ends. */
export async function lockQueuesOfPool(
  db: Connection,
  workPoolId: string,
): Promise<Pick<WorkQueuesTable, "id" | "name" | "priority">[]> {
  const queues = db
    .selectFrom("work_queues")
    .select(["id", "name", "priority"])
    .where("work_pool_id", "=", workPoolId)
    .orderBy("id");
  // What others added while this one waited for its locks is seen only by a statement that begins afterwards.
  await lockRows(db, queues, "work_queues").execute();
  return queues.execute();
}

export async function countQueuesOfPool(db: Connection, workPoolId: string): Promise<number> {
  const { count } = await db
    .selectFrom("work_queues")
    .select(sql<number>`cast(count(*) as integer)`.as("count"))
    .where("work_pool_id", "=", workPoolId)
    .executeTakeFirstOrThrow();
  return count;
}

export const selectPoolOfQueues = (db: Connection, name: string): Promise<PoolOfQueue | undefined> =>
  db.selectFrom("work_pools").select(["id", "name", "type"]).where("name", "=", name).executeTakeFirst();

export const insertWorkQueue = (db: Connection, row: WorkQueuesTable): Promise<void> =>
  insertRow(db, "work_queues", row);

export const updateWorkQueueRow = (
  db: Connection,
  id: string,
  changes: Partial<WorkQueuesTable>,
): Promise<boolean> => updateRow(db, "work_queues", id, changes);

export async function updatePriorities(
  db: Connection,
  queues: readonly { id: string; priority: number }[],
  updated: Timestamp,
): Promise<void> {
  for (const { id, priority } of queues) await updateRow(db, "work_queues", id, { priority, updated });
}

export async function deleteWorkQueueRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("work_queues").where("id", "=", id).execute();
}

export const selectWorkQueues = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset }: Page,
): Promise<WorkQueueRow[]> =>
  workQueues(db)
    .where(matches)
    .orderBy("work_queues.name")
    .orderBy("work_queues.id")
    .limit(limit)
    .offset(offset)
    .execute();

/** The queues of all pools that were polled, or changed, since a time. */
export const selectWorkQueuesChangedSince = (db: Connection, since: Timestamp): Promise<WorkQueueRow[]> =>
  workQueues(db).where("work_queues.updated", ">", since).execute();

export const selectWorkQueuesOfPool = (
  db: Connection,
  workPoolId: string,
  matches: Expression<SqlBool>,
  { limit, offset }: Page,
): Promise<WorkQueueRow[]> =>
  workQueues(db)
    .where("work_queues.work_pool_id", "=", workPoolId)
    .where(matches)
    .orderBy("work_queues.priority")
    .orderBy("work_queues.id")
    .limit(limit)
    .offset(offset)
    .execute();
