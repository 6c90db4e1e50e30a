import type { Timestamp } from "@reeve/protocol";
import { listFullLimits } from "../concurrency-limits/list-full-limits.ts";
import type { Context } from "../context.ts";
import type { WorkPoolRow } from "../work-pools/work-pool-row.ts";
import { type DueRun, type QueueToServe, selectDeploymentLimitIds, selectDueRuns } from "./queries.ts";

/** Which of a pool's runs are asked for. */
export type DueRunsWanted = {
  readonly before: Timestamp | null;
  readonly after?: Timestamp | null;
  readonly most: number;
};

// SQLite joins at most five hundred selects; the least urgent queues of a pool with more are asked if need be.
const QUEUES_AT_ONCE = 100;

/**
 * The runs of these queues that a worker may take now, the most urgent queue's first and each queue's by their times,
 * within the limits of the pool and of each queue. A queue that is paused or full holds up no other.
 */
export async function findDueRuns(
  context: Context,
  pool: WorkPoolRow,
  queues: readonly QueueToServe[],
  { before, after = null, most }: DueRunsWanted,
): Promise<DueRun[]> {
  const wanted = Math.min(most, freeSlots(pool) ?? most);
  if (pool.is_paused !== 0 || wanted <= 0) return [];
  const open = queues
    .filter(({ is_paused }) => is_paused === 0)
    .map((queue) => ({ id: queue.id, most: Math.min(wanted, freeSlots(queue) ?? wanted) }))
    .filter((queue) => queue.most > 0);
  const find = async (fullLimitIds: readonly string[]) => {
    const found: DueRun[] = [];
    for (let start = 0; start < open.length && found.length < wanted; start += QUEUES_AT_ONCE) {
      const some = open.slice(start, start + QUEUES_AT_ONCE);
      found.push(...(await selectDueRuns(context.db.reader, { queues: some, before, after, fullLimitIds })));
    }
    return found.slice(0, wanted);
  };
  const found = await find([]);
  // Runs that were told to wait for a slot are not offered again while none is free, or they would stand
  // in the way of those behind them at every poll.
  if (!found.some(({ waits_for_slot }) => waits_for_slot !== 0)) return found;
  const full = await listFullLimits(context, await selectDeploymentLimitIds(context.db.reader));
  return full.length === 0 ? found : find(full);
}

/** When the next of these queues' runs is due after a certain time; undefined when none is scheduled for later. */
export async function findNextDueTime(
  { db }: Context,
  queues: readonly { readonly id: string }[],
  after: Timestamp,
): Promise<Timestamp | undefined> {
  const times: Timestamp[] = [];
  for (let start = 0; start < queues.length; start += QUEUES_AT_ONCE) {
    const some = queues.slice(start, start + QUEUES_AT_ONCE).map(({ id }) => ({ id, most: 1 }));
    const first = await selectDueRuns(db.reader, { queues: some, before: null, after, fullLimitIds: [] });
    times.push(...first.map((run) => run.next_scheduled_start_time));
  }
  return times.sort()[0];
}

function freeSlots(place: { concurrency_limit: number | null; active_slots: number | null }): number | null {
  return place.concurrency_limit === null ? null : place.concurrency_limit - (place.active_slots ?? 0);
}
