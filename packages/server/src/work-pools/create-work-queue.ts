import { newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../db/schema/work-pools.ts";
import { appendEvents } from "../events/append-events.ts";
import { insertWorkQueue, selectPriorities } from "./queries.ts";
import { workQueueEvent } from "./work-pool-event.ts";

/** Creates a queue in a transaction of the caller's, who holds the pool's row and knows that the name is free. */
export async function insertNewWorkQueue(
  context: Context,
  transaction: Connection,
  pool: Pick<WorkPoolsTable, "id" | "name" | "type">,
  given: { name: string; description?: string },
): Promise<WorkQueuesTable> {
  const now = context.now();
  const row: WorkQueuesTable = {
    id: newId(),
    created: now,
    updated: now,
    work_pool_id: pool.id,
    name: given.name,
    description: given.description ?? "",
    is_paused: 0,
    concurrency_limit: null,
    priority: lowestFree(await selectPriorities(transaction, pool.id)),
    filter: null,
    last_polled: null,
    status: "NOT_READY",
  };
  await insertWorkQueue(transaction, row);
  await appendEvents(transaction, [workQueueEvent("created", row, pool, now)]);
  return row;
}

function lowestFree(taken: readonly number[]): number {
  const isTaken = new Set(taken);
  let priority = 1;
  while (isTaken.has(priority)) priority++;
  return priority;
}
