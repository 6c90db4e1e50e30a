import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { workQueueEvent } from "../work-queues/work-queue-event.ts";
import { isReservedName } from "./create-work-pool.ts";
import { deleteWorkPoolRow, lockWorkPool, selectQueuesOfPool } from "./queries.ts";
import { workPoolEvent } from "./work-pool-event.ts";

/** Deletes a pool with its queues and workers; its runs and deployments stay, now without a queue. */
export async function deleteWorkPool(context: Context, name: string): Promise<void> {
  if (isReservedName(name)) {
    throw new ReeveError("forbidden", `The reserved work pool ${name} cannot be deleted.`);
  }
  await context.db.write(async (transaction) => {
    const pool = await lockWorkPool(transaction, { name });
    if (!pool) throw noWorkPoolError(name);
    const now = context.now();
    const queues = await selectQueuesOfPool(transaction, pool.id);
    await deleteWorkPoolRow(transaction, pool.id);
    await appendEvents(transaction, [
      ...queues.map((queue) => workQueueEvent("deleted", queue, pool, now)),
      workPoolEvent("deleted", pool, now),
    ]);
  });
  context.wakeReaders();
}
