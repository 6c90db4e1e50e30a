import type { ScheduledFlowRun, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { getFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { noWorkPoolError, noWorkQueueError } from "../work-queues/read-work-queues.ts";
import { findDueRuns } from "./find-due-runs.ts";
import type { PollMarks } from "./poll-marks.ts";
import { type QueueToServe, selectQueuesToServe } from "./queries.ts";

/** What a worker asks for: runs of some queues, or of all, due between two times. */
export type ScheduledRunsRequest = {
  readonly queueNames?: readonly string[];
  readonly before: Timestamp | null;
  readonly after: Timestamp | null;
  readonly limit: number;
};

/**
 * The runs of a pool that a worker may take now. Nothing is claimed by it: two workers may be given the same run, of
 * which the one whose PENDING is accepted has it.
 */
export async function getScheduledFlowRuns(
  context: Context,
  marks: PollMarks,
  poolName: string,
  { queueNames = [], before, after, limit }: ScheduledRunsRequest,
): Promise<ScheduledFlowRun[]> {
  const pool = await findWorkPool(context.db.reader, { name: poolName });
  if (!pool) throw noWorkPoolError(poolName);
  const queues = pick(await selectQueuesToServe(context.db.reader, pool.id), poolName, queueNames);
  await marks.note(queues.map(({ id }) => id));
  const due = await findDueRuns(context, pool, queues, { before, after, most: limit });
  const flowRuns = new Map(
    (
      await getFlowRuns(
        context,
        due.map(({ id }) => id),
      )
    ).map((flowRun) => [flowRun.id, flowRun]),
  );
  return due.flatMap(({ id, work_queue_id }) => {
    const flow_run = flowRuns.get(id);
    // Whoever claimed it since it was found has it.
    if (flow_run?.state_type !== "SCHEDULED") return [];
    return [{ work_pool_id: pool.id, work_queue_id, flow_run }];
  });
}

/** The queues of these names; no names are all queues. */
function pick(queues: QueueToServe[], poolName: string, names: readonly string[]): QueueToServe[] {
  if (names.length === 0) return queues;
  const missing = names.find((name) => !queues.some((queue) => queue.name === name));
  if (missing !== undefined) throw noWorkQueueError({ work_pool_name: poolName, name: missing });
  return queues.filter(({ name }) => names.includes(name));
}
