import { addSeconds } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { lockWorkQueues, selectUnpolledQueues, updateWorkQueueRow } from "./queries.ts";
import { poolOf } from "./read-work-queues.ts";
import { workQueueEvent } from "./work-queue-event.ts";

/** Marks queues as not ready of which nobody asks the runs any more; answers how many. */
export async function markUnpolledQueues(context: Context): Promise<number> {
  const now = context.now();
  const since = addSeconds(now, -context.settings.serverServicesForemanWorkQueueLastPolledTimeoutSeconds);
  const ids = await selectUnpolledQueues(context.db.scanner, since);
  if (ids.length === 0) return 0;
  const marked = await context.db.write(async (transaction) => {
    // Somebody may have asked since they were found.
    const silent = (await lockWorkQueues(transaction, ids)).filter(
      ({ status, last_polled }) => status === "READY" && (last_polled ?? "") < since,
    );
    for (const { id } of silent) {
      await updateWorkQueueRow(transaction, id, { status: "NOT_READY", updated: now });
    }
    await appendEvents(
      transaction,
      silent.map((queue) => workQueueEvent("not-ready", queue, poolOf(queue), now)),
    );
    return silent.length;
  });
  if (marked > 0) context.wakeReaders();
  return marked;
}
