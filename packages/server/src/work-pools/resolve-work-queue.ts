import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../db/schema/work-pools.ts";
import { insertNewWorkQueue } from "../work-queues/create-work-queue.ts";
import { findWorkQueue, noWorkPoolError, noWorkQueueError } from "../work-queues/read-work-queues.ts";
import { findAgentPool } from "./agent-pool.ts";
import { selectWorkPool } from "./queries.ts";

/** A queue and the pool that it is in. */
export type ResolvedQueue = { queue: WorkQueuesTable; pool: WorkPoolsTable };

/** The names by which a deployment or a run says where it is to be run. */
export type QueueNames = { work_pool_name?: string | null; work_queue_name?: string | null };

/**
 * The queue that goes by these names, in a transaction of the caller's; null when they are not given. A pool alone
 * means its default queue. A queue that its pool does not have is created, unless `creates` is false; a queue without
 * a pool is in the pool for agents, which is created as well. Refuses a pool that does not exist.
 */
export async function resolveWorkQueue(
  context: Context,
  transaction: Connection,
  { work_pool_name: poolName, work_queue_name: queueName }: QueueNames,
  { creates = true }: { creates?: boolean } = {},
): Promise<ResolvedQueue | null> {
  if (!poolName && !queueName) return null;
  const pool = poolName
    ? await selectWorkPool(transaction, { name: poolName })
    : await findAgentPool(context, transaction);
  if (!pool) throw noWorkPoolError(poolName ?? "");
  if (!queueName) return { queue: await findDefaultQueue(transaction, pool), pool };
  const key = { work_pool_name: pool.name, name: queueName };
  const queue =
    (await findWorkQueue(transaction, key)) ??
    (creates ? await insertNewWorkQueue(context, transaction, pool, { name: queueName }) : undefined) ??
    // Somebody else's was committed meanwhile.
    (await findWorkQueue(transaction, key));
  if (!queue) throw noWorkQueueError(key);
  return { queue, pool };
}

async function findDefaultQueue(transaction: Connection, pool: WorkPoolsTable): Promise<WorkQueuesTable> {
  const queue = pool.default_queue_id && (await findWorkQueue(transaction, { id: pool.default_queue_id }));
  if (!queue) throw noWorkQueueError({ work_pool_name: pool.name, name: "default" });
  return queue;
}
