import { newId, ReeveError, type WorkQueue, type WorkQueueCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkQueuesTable } from "../db/schema/work-pools.ts";
import { appendEvents } from "../events/append-events.ts";
import { insertWorkQueue, lockQueuesOfPool, selectPoolOfQueues, updatePriorities } from "./queries.ts";
import { lowestFreePriority, placeQueue } from "./queue-priorities.ts";
import { noWorkPoolError } from "./read-work-queues.ts";
import { type PoolOfQueue, workQueueEvent } from "./work-queue-event.ts";
import { toWorkQueue, type WorkQueueRow } from "./work-queue-row.ts";

/** Creates a queue in a pool; refuses a name that one of its queues has. */
export async function createWorkQueue(
  context: Context,
  poolName: string,
  given: WorkQueueCreate,
): Promise<WorkQueue> {
  const created = await context.db.write(async (transaction) => {
    const pool = await selectPoolOfQueues(transaction, poolName);
    if (!pool) throw noWorkPoolError(poolName);
    const row = await insertNewWorkQueue(context, transaction, pool, given);
    if (!row) {
      throw new ReeveError(
        "already_exists",
        `The work pool ${poolName} has a queue named ${given.name} already.`,
      );
    }
    return toRowOfPool(row, pool);
  });
  context.wakeReaders();
  return toWorkQueue(created);
}

/** Creates a queue in a transaction of the caller's; undefined when its pool has one of that name. */
export async function insertNewWorkQueue(
  context: Context,
  transaction: Connection,
  pool: PoolOfQueue,
  given: WorkQueueCreate,
): Promise<WorkQueuesTable | undefined> {
  const queues = await lockQueuesOfPool(transaction, pool.id);
  if (queues.some(({ name }) => name === given.name)) return undefined;
  const now = context.now();
  const row: WorkQueuesTable = {
    id: newId(),
    created: now,
    updated: now,
    work_pool_id: pool.id,
    name: given.name,
    description: given.description ?? "",
    is_paused: Number(given.is_paused ?? false),
    concurrency_limit: given.concurrency_limit ?? null,
    priority: given.priority ?? lowestFreePriority(queues),
    filter: given.filter ? JSON.stringify(given.filter) : null,
    last_polled: null,
    status: given.is_paused ? "PAUSED" : "NOT_READY",
  };
  await insertWorkQueue(transaction, row);
  await updatePriorities(transaction, placeQueue(queues, row), now);
  await appendEvents(transaction, [workQueueEvent("created", row, pool, now)]);
  return row;
}

const toRowOfPool = (row: WorkQueuesTable, pool: PoolOfQueue): WorkQueueRow => ({
  ...row,
  work_pool_name: pool.name,
  work_pool_type: pool.type,
  default_queue_id: null,
  active_slots: row.concurrency_limit === null ? null : 0,
});
