import type { WorkQueue, WorkQueueCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { createWorkQueue } from "../work-queues/create-work-queue.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { AGENT_TYPE, insertNewWorkPool } from "./create-work-pool.ts";
import { selectWorkPool } from "./queries.ts";

/** The pool of the queues whose pool nobody named. */
export const AGENT_POOL = "default-agent-pool";

/** Creates a queue in the pool for agents, and the pool where there is none yet. */
export async function createLooseWorkQueue(context: Context, given: WorkQueueCreate): Promise<WorkQueue> {
  await context.db.write((transaction) => findAgentPool(context, transaction));
  return createWorkQueue(context, AGENT_POOL, given);
}

/** The pool for agents, created where there is none yet, in a transaction of the caller's. */
export async function findAgentPool(context: Context, transaction: Connection): Promise<WorkPoolsTable> {
  const key = { name: AGENT_POOL };
  const found =
    (await selectWorkPool(transaction, key)) ??
    (await insertNewWorkPool(context, transaction, { ...key, type: AGENT_TYPE })) ??
    // Somebody else's was committed meanwhile.
    (await selectWorkPool(transaction, key));
  if (!found) throw noWorkPoolError(AGENT_POOL);
  return found;
}
