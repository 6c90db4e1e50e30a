import { addSeconds, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { holdPlace } from "../events/reading-place.ts";
import type { AutomationWatch } from "./automation-watch.ts";
import { counterOf } from "./bucket-store.ts";
import { takeLostEvents } from "./early-events.ts";
import { emitDueSchedules } from "./emit-due-schedules.ts";
import { READER } from "./evaluate-events.ts";
import { Evaluation } from "./evaluation.ts";
import { deleteBuckets, deleteClosedBuckets, selectDueBuckets } from "./queries.ts";

const BATCH = 500;

/**
 * Lets time pass for the triggers that wait for what does not come. `readUntil` is up to when all events are read: of
 * what came after it nobody knows yet whether it was to come. True when there is more to do.
 */
export async function evaluateTime(
  context: Context,
  watch: AutomationWatch,
  readUntil: Timestamp,
): Promise<boolean> {
  const outcome = await context.db.write(async (transaction) => {
    if (!(await holdPlace(transaction, READER, context.now()))) return { isMore: false, hasFired: false };
    await watch.refresh(transaction);
    const isDue = await emitDueSchedules(transaction, watch.schedules, context.now());
    const evaluation = new Evaluation(context, transaction, watch);
    await receiveLost(transaction, evaluation, context.now());
    await ensureWindows(evaluation, watch, readUntil);
    const due = await selectDueBuckets(transaction, readUntil, BATCH);
    for (const row of due) {
      const watched = watch.trigger(row.trigger_id);
      if (!watched) await deleteBuckets(transaction, [row]);
      else {
        evaluation.buckets.take(row);
        await evaluation.pass(counterOf(watched, row), readUntil);
      }
    }
    // Events that come a little late still belong to a window that is over.
    const keptSeconds = context.settings.serverEventsExpiredBucketBufferSeconds;
    await deleteClosedBuckets(transaction, addSeconds(readUntil, -keptSeconds));
    return { isMore: due.length === BATCH, hasFired: (await evaluation.save()) || isDue };
  });
  if (outcome.hasFired) context.wakeReaders();
  return outcome.isMore;
}

/** What an event that waited in vain would have done when it came. */
async function receiveLost(transaction: Connection, evaluation: Evaluation, now: Timestamp): Promise<void> {
  for (const event of await takeLostEvents(transaction, now)) {
    const counters = evaluation.countersOf(event);
    await evaluation.buckets.load(counters);
    await evaluation.receive(event, counters);
  }
}

/** Opens the first window of the triggers that wait from the beginning. */
async function ensureWindows(
  evaluation: Evaluation,
  watch: AutomationWatch,
  readUntil: Timestamp,
): Promise<void> {
  const rolling = watch.rolling.map((watched) => ({ watched, labels: {} }));
  await evaluation.buckets.load(rolling);
  for (const counter of rolling) {
    if (!evaluation.buckets.get(counter)) await evaluation.pass(counter, readUntil);
  }
}
