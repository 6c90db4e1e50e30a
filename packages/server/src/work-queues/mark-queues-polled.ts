import type { Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { lockWorkQueues, updateWorkQueueRow } from "./queries.ts";
import { poolOf } from "./read-work-queues.ts";
import { workQueueEvent } from "./work-queue-event.ts";

/** Writes down when queues were last asked for their runs; those that nobody had asked for become ready. */
export async function markQueuesPolled(
  context: Context,
  polled: ReadonlyMap<string, Timestamp>,
): Promise<void> {
  const hasChanged = await context.db.write(async (transaction) => {
    const queues = await lockWorkQueues(transaction, [...polled.keys()]);
    const now = context.now();
    const waiting = queues.filter(({ status }) => status === "NOT_READY");
    for (const { id, status } of queues) {
      const changes = { last_polled: polled.get(id), updated: now };
      await updateWorkQueueRow(
        transaction,
        id,
        status === "NOT_READY" ? { ...changes, status: "READY" } : changes,
      );
    }
    await appendEvents(
      transaction,
      waiting.map((queue) => workQueueEvent("ready", queue, poolOf(queue), now)),
    );
    return waiting.length > 0;
  });
  if (hasChanged) context.wakeReaders();
}
