import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { deleteWorkQueueRow, lockWorkQueue, type WorkQueueKey } from "./queries.ts";
import { noWorkQueueError, poolOf } from "./read-work-queues.ts";
import { workQueueEvent } from "./work-queue-event.ts";

/** Deletes a queue; its runs and deployments stay, now without one. Refuses the queue that its pool needs. */
export async function deleteWorkQueue(context: Context, key: WorkQueueKey): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockWorkQueue(transaction, key);
    if (!row) throw noWorkQueueError(key);
    if (row.default_queue_id === row.id) {
      throw new ReeveError(
        "bad_request",
        `The queue ${row.name} is the default of the work pool ${row.work_pool_name}; it goes with the pool.`,
      );
    }
    await deleteWorkQueueRow(transaction, row.id);
    await appendEvents(transaction, [workQueueEvent("deleted", row, poolOf(row), context.now())]);
  });
  context.wakeReaders();
}
