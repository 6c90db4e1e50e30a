import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import { lockRows } from "../db/locking.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../db/schema/work-pools.ts";
import { updateRow } from "../db/update-row.ts";
import type { WorkPoolRow, WorkQueueRow } from "./work-pool-row.ts";

/** What a pool is addressed by. */
export type WorkPoolKey = { id: string } | { name: string };

/** What a queue is addressed by. */
export type WorkQueueKey = { id: string } | { workPoolId: string; name: string };

// Spelled as in the index that holds these runs alone.
const HOLDS_SLOT = sql<boolean>`flow_runs.state_type in ('PENDING', 'RUNNING', 'CANCELLING')`;

const activeSlotsOfPool: RawBuilder<number | null> =
  sql`case when work_pools.concurrency_limit is not null then (
    select cast(count(*) as integer) from work_queues as held
    inner join flow_runs on flow_runs.work_queue_id = held.id and ${HOLDS_SLOT} and flow_runs.state_type <> 'CANCELLING'
    where held.work_pool_id = work_pools.id) end`;

const activeSlotsOfQueue: RawBuilder<number | null> =
  sql`case when work_queues.concurrency_limit is not null then (
    select cast(count(*) as integer) from flow_runs
    where flow_runs.work_queue_id = work_queues.id and ${HOLDS_SLOT}) end`;

const workPools = (db: Connection) =>
  db.selectFrom("work_pools").selectAll().select(activeSlotsOfPool.as("active_slots"));

const workPoolOf = (db: Connection, key: WorkPoolKey) =>
  "id" in key
    ? workPools(db).where("work_pools.id", "=", key.id)
    : workPools(db).where("work_pools.name", "=", key.name);

export const selectWorkPool = (db: Connection, key: WorkPoolKey): Promise<WorkPoolRow | undefined> =>
  workPoolOf(db, key).executeTakeFirst();

/** The pool; nobody else changes it, or which queues it has, until the transaction ends. */
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

const workQueues = (db: Connection) =>
  db
    .selectFrom("work_queues")
    .innerJoin("work_pools", "work_pools.id", "work_queues.work_pool_id")
    .selectAll("work_queues")
    .select([
      "work_pools.name as work_pool_name",
      "work_pools.type as work_pool_type",
      activeSlotsOfQueue.as("active_slots"),
    ]);

const workQueueOf = (db: Connection, key: WorkQueueKey) =>
  "id" in key
    ? workQueues(db).where("work_queues.id", "=", key.id)
    : workQueues(db)
        .where("work_queues.work_pool_id", "=", key.workPoolId)
        .where("work_queues.name", "=", key.name);

export const selectWorkQueue = (db: Connection, key: WorkQueueKey): Promise<WorkQueueRow | undefined> =>
  workQueueOf(db, key).executeTakeFirst();

export const insertWorkQueue = (db: Connection, row: WorkQueuesTable): Promise<void> =>
  insertRow(db, "work_queues", row);

export async function selectPriorities(db: Connection, workPoolId: string): Promise<number[]> {
  const rows = await db
    .selectFrom("work_queues")
    .select("priority")
    .where("work_pool_id", "=", workPoolId)
    .execute();
  return rows.map(({ priority }) => priority);
}
