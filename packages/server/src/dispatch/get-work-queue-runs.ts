import type { FlowRun, FlowRunFilter, QueueFilter, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { getFlowRuns, listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { findWorkQueue, noWorkQueueError } from "../work-queues/read-work-queues.ts";
import { findDueRuns } from "./find-due-runs.ts";
import { selectQueuesToServe } from "./queries.ts";

/** The runs of a queue that are due, the earliest first, within the limits of the queue and of its pool. */
export async function getWorkQueueRuns(
  context: Context,
  id: string,
  { before, limit }: { before: Timestamp | null; limit: number },
): Promise<FlowRun[]> {
  const { reader } = context.db;
  const queue = await findWorkQueue(reader, { id });
  const pool = queue && (await findWorkPool(reader, { id: queue.work_pool_id }));
  if (!pool) throw noWorkQueueError({ id });
  if (queue.filter !== null) return listFilteredRuns(context, JSON.parse(queue.filter), { before, limit });
  const queues = (await selectQueuesToServe(reader, pool.id)).filter((one) => one.id === id);
  const due = await findDueRuns(context, pool, queues, { before, most: limit });
  const flowRuns = await getFlowRuns(
    context,
    due.map(({ id }) => id),
  );
  const places = new Map(due.map(({ id }, place) => [id, place]));
  return flowRuns.sort((a, b) => places.get(a.id)! - places.get(b.id)!);
}

/** A queue of the oldest kind holds whatever runs fit its filter. */
function listFilteredRuns(
  context: Context,
  { tags, deployment_ids }: QueueFilter,
  { before, limit }: { before: Timestamp | null; limit: number },
): Promise<FlowRun[]> {
  const flow_runs: FlowRunFilter = {
    state: { type: { any_: ["SCHEDULED"] } },
    ...(before && { next_scheduled_start_time: { before_: before } }),
    ...(tags && { tags: { all_: tags } }),
    ...(deployment_ids && { deployment_id: { any_: deployment_ids } }),
  };
  return listFlowRuns(context, { flow_runs }, { sort: "NEXT_SCHEDULED_START_TIME_ASC", limit, offset: 0 });
}
