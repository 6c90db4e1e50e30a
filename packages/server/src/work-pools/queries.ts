import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { slotsInUse } from "../db/slots-in-use.ts";
import { updateRow } from "../db/update-row.ts";
import type { WorkPoolRow } from "./work-pool-row.ts";

/** What a pool is addressed by. */
export type WorkPoolKey = { id: string } | { name: string };

const queueIds = sql`select pool_queues.id from work_queues as pool_queues where pool_queues.work_pool_id = work_pools.id`;

const activeSlots: RawBuilder<number | null> = sql`case when work_pools.concurrency_limit is not null
  then ${slotsInUse(queueIds)} end`;

const workPools = (db: Connection) =>
  db.selectFrom("work_pools").selectAll().select(activeSlots.as("active_slots"));

const workPoolOf = (db: Connection, key: WorkPoolKey) =>
  "id" in key
    ? workPools(db).where("work_pools.id", "=", key.id)
    : workPools(db).where("work_pools.name", "=", key.name);

export const selectWorkPool = (db: Connection, key: WorkPoolKey): Promise<WorkPoolRow | undefined> =>
  workPoolOf(db, key).executeTakeFirst();

/** The pool; nobody else changes it until the transaction ends. */
export const lockWorkPool = (db: Connection, key: WorkPoolKey): Promise<WorkPoolRow | undefined> =>
  lockRows(db, workPoolOf(db, key), "work_pools").executeTakeFirst();

/** Inserts a pool unless its name is taken; true when it did. */
export async function insertWorkPool(db: Connection, row: WorkPoolsTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("work_pools")
    .values(row)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const updateWorkPoolRow = (
  db: Connection,
  id: string,
  changes: Partial<WorkPoolsTable>,
): Promise<boolean> => updateRow(db, "work_pools", id, changes);

/** Deletes a pool with its queues and workers. */
export async function deleteWorkPoolRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("work_pools").where("id", "=", id).execute();
}

export const selectQueuesOfPool = (db: Connection, id: string): Promise<{ id: string; name: string }[]> =>
  db.selectFrom("work_queues").select(["id", "name"]).where("work_pool_id", "=", id).orderBy("id").execute();

/** Whether one of the pool's workers is online. */
export async function hasOnlineWorker(db: Connection, id: string, now: string): Promise<boolean> {
  const worker = await db
    .selectFrom("workers")
    .select("id")
    .where("work_pool_id", "=", id)
    .where("offline_from", ">=", now)
    .limit(1)
    .executeTakeFirst();
  return worker !== undefined;
}

/** The pools that are ready though none of their workers is online, in the order of their ids. */
export async function selectUnservedPools(db: Connection, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom("work_pools")
    .select("id")
    .where("status", "=", "READY")
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("workers")
            .select("workers.id")
            .whereRef("workers.work_pool_id", "=", "work_pools.id")
            .where("workers.offline_from", ">=", now),
        ),
      ),
    )
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

export const selectWorkPools = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset }: { limit: number; offset: number },
): Promise<WorkPoolRow[]> =>
  workPools(db).where(matches).orderBy("work_pools.name").limit(limit).offset(offset).execute();

export async function countWorkPoolRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("work_pools")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}
