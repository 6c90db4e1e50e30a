import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../db/schema/work-pools.ts";
import { AGENT_TYPE, insertNewWorkPool } from "./create-work-pool.ts";
import { insertNewWorkQueue } from "./create-work-queue.ts";
import { lockWorkPool, selectWorkPool, selectWorkQueue } from "./queries.ts";
import { noWorkPoolError } from "./read-work-pools.ts";

/** A queue and the pool that it is in. */
export type ResolvedQueue = { queue: WorkQueuesTable; pool: WorkPoolsTable };

/** The names by which a deployment or a run says where it is to be run. */
export type QueueNames = { work_pool_name?: string | null; work_queue_name?: string | null };

/** Where queues are whose pool nobody named. */
const AGENT_POOL = "default-agent-pool";

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
  const pool = await findPool(context, transaction, poolName);
  const key = queueName
    ? { workPoolId: pool.id, name: queueName }
    : { id: pool.default_queue_id ?? noDefaultQueue(pool) };
  const queue = await selectWorkQueue(transaction, key);
  if (queue) return { queue, pool };
  if (!creates || !queueName) throw noWorkQueueError(queueName ?? "default", pool.name);
  // Whoever creates a queue holds its pool, so that two at once do not both.
  await lockWorkPool(transaction, { id: pool.id });
  const created =
    (await selectWorkQueue(transaction, key)) ??
    (await insertNewWorkQueue(context, transaction, pool, { name: queueName }));
  return { queue: created, pool };
}

async function findPool(
  context: Context,
  transaction: Connection,
  name: string | null | undefined,
): Promise<WorkPoolsTable> {
  const found = await selectWorkPool(transaction, { name: name || AGENT_POOL });
  if (found) return found;
  if (name) throw noWorkPoolError(name);
  const created = await insertNewWorkPool(context, transaction, { name: AGENT_POOL, type: AGENT_TYPE });
  // Without a row of ours, somebody else's was committed meanwhile.
  const pool = created ?? (await selectWorkPool(transaction, { name: AGENT_POOL }));
  if (!pool) throw noWorkPoolError(AGENT_POOL);
  return pool;
}

function noDefaultQueue({ name }: WorkPoolsTable): never {
  throw new ReeveError("internal", `The work pool ${name} has no default queue.`);
}

/** The error for a queue that its pool does not have. */
export const noWorkQueueError = (name: string, poolName: string): ReeveError =>
  new ReeveError("not_found", `The work pool ${poolName} has no queue named ${name}.`);
