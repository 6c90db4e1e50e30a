import type { WorkPoolConcurrency, WorkQueueConcurrency } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { paginate } from "../pagination.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import {
  countWorkQueuesInPool,
  findWorkQueue,
  listWorkQueuesInPool,
  noWorkPoolError,
  noWorkQueueError,
} from "../work-queues/read-work-queues.ts";
import {
  countRunsUnderWay,
  countSlotHolders,
  selectQueuesToServe,
  selectRunsUnderWay,
  selectSlotHolders,
} from "./queries.ts";
import { toSlotHolder } from "./slot-holder.ts";

type NumberedPage = { limit?: number; page?: number };

/** The slots of a pool in use, and a page of its queues with the first runs that hold slots of each. */
export async function getWorkPoolConcurrency(
  context: Context,
  name: string,
  { flow_run_limit: most = 10, ...numbered }: NumberedPage & { flow_run_limit?: number },
): Promise<WorkPoolConcurrency> {
  const { reader, scanner } = context.db;
  const pool = await findWorkPool(reader, { name });
  if (!pool) throw noWorkPoolError(name);
  const { results, ...numbers } = await paginate(
    context,
    numbered,
    (page) => listWorkQueuesInPool(context, name, null, page),
    () => countWorkQueuesInPool(context, pool.id),
  );
  const all = await selectQueuesToServe(reader, pool.id);
  const held = await countSlotHolders(
    scanner,
    all.map(({ id }) => id),
  );
  const holders =
    results.length === 0
      ? []
      : await selectSlotHolders(
          scanner,
          results.map(({ id }) => id),
          most,
        );
  const now = context.now();
  return {
    active_slots: held.values().reduce((sum, count) => sum + count, 0),
    concurrency_limit: pool.concurrency_limit,
    queues: results.map((queue) => ({
      queue_id: queue.id,
      queue_name: queue.name,
      active_slots: held.get(queue.id) ?? 0,
      concurrency_limit: queue.concurrency_limit,
      flow_runs: holders
        .filter((holder) => holder.work_queue_id === queue.id)
        .map((holder) => toSlotHolder(holder, now)),
      flow_run_count: held.get(queue.id) ?? 0,
    })),
    ...numbers,
  };
}

/** The slots of a queue in use, and a page of the runs that hold them, those being stopped among them. */
export async function getWorkQueueConcurrency(
  context: Context,
  id: string,
  numbered: NumberedPage,
): Promise<WorkQueueConcurrency> {
  const queue = await findWorkQueue(context.db.reader, { id });
  if (!queue) throw noWorkQueueError({ id });
  const { results, ...numbers } = await paginate(
    context,
    numbered,
    (page) => selectRunsUnderWay(context.db.scanner, id, page),
    () => countRunsUnderWay(context.db.scanner, id),
  );
  const now = context.now();
  return {
    active_slots: numbers.count,
    concurrency_limit: queue.concurrency_limit,
    flow_runs: results.map((holder) => toSlotHolder(holder, now)),
    ...numbers,
  };
}
