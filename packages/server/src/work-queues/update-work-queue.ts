import { addSeconds, ReeveError, type WorkQueueUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { WorkQueuesTable } from "../db/schema/work-pools.ts";
import { appendEvents } from "../events/append-events.ts";
import { statusWord, updatedFields } from "../events/resource-event.ts";
import {
  lockQueuesOfPool,
  lockWorkQueue,
  updatePriorities,
  updateWorkQueueRow,
  type WorkQueueKey,
} from "./queries.ts";
import { placeQueue } from "./queue-priorities.ts";
import { noWorkQueueError, poolOf } from "./read-work-queues.ts";
import { workQueueEvent } from "./work-queue-event.ts";

const TOLD_FIELDS = ["name", "description", "concurrency_limit", "priority"] as const;

/** Changes what is given of a queue. */
export async function updateWorkQueue(
  context: Context,
  key: WorkQueueKey,
  given: WorkQueueUpdate,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockWorkQueue(transaction, key);
    if (!before) throw noWorkQueueError(key);
    const changes = changesOf(context, before, given);
    const now = context.now();
    if (changes.name !== undefined || changes.priority !== undefined) {
      const queues = await lockQueuesOfPool(transaction, before.work_pool_id);
      const after = { ...before, ...changes };
      if (queues.some(({ id, name }) => name === after.name && id !== after.id)) {
        throw new ReeveError(
          "already_exists",
          `The work pool ${before.work_pool_name} has a queue named ${after.name} already.`,
        );
      }
      await updatePriorities(transaction, placeQueue(queues, after), now);
    }
    const after = { ...before, ...changes };
    await updateWorkQueueRow(transaction, before.id, { ...changes, updated: now });
    const pool = poolOf(before);
    const told = updatedFields(before, after, TOLD_FIELDS);
    await appendEvents(transaction, [
      ...(told ? [workQueueEvent("updated", after, pool, now, told)] : []),
      ...(after.status === before.status ? [] : [workQueueEvent(statusWord(after.status), after, pool, now)]),
    ]);
  });
  context.wakeReaders();
}

function changesOf(
  context: Context,
  before: WorkQueuesTable,
  { name, description, is_paused, concurrency_limit, priority, last_polled, filter }: WorkQueueUpdate,
): Partial<WorkQueuesTable> {
  return {
    ...(name != null && { name }),
    ...(description !== undefined && { description }),
    ...(is_paused !== undefined && {
      is_paused: Number(is_paused),
      status: statusOf(context, before, is_paused),
    }),
    ...(concurrency_limit !== undefined && { concurrency_limit }),
    ...(priority != null && { priority }),
    ...(last_polled !== undefined && { last_polled }),
    ...(filter !== undefined && { filter: filter && JSON.stringify(filter) }),
  };
}

function statusOf(context: Context, before: WorkQueuesTable, isPaused: boolean): WorkQueuesTable["status"] {
  if (isPaused) return "PAUSED";
  if (before.status !== "PAUSED") return before.status;
  const silence = context.settings.serverServicesForemanWorkQueueLastPolledTimeoutSeconds;
  const isPolled = before.last_polled !== null && before.last_polled >= addSeconds(context.now(), -silence);
  return isPolled ? "READY" : "NOT_READY";
}
