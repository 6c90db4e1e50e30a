import type { LiveChange, Worker, WorkPool, WorkQueue } from "@reeve/protocol";

type Parts = { pool: Pick<WorkPool, "id">; queues: WorkQueue[]; workers: Worker[] };

/** A pool after workers were heard of and queues were polled; others' are left out, and one that is new is added. */
export function patchPool<Data extends Parts>(data: Data, changes: readonly LiveChange[]): Data {
  let { workers, queues } = data;
  for (const change of changes) {
    if (change.kind === "worker" && change.worker.work_pool_id === data.pool.id)
      workers = [change.worker, ...workers.filter(({ id }) => id !== change.worker.id)];
    else if (change.kind === "work-queue")
      queues = queues.map((queue) => (queue.id === change.workQueue.id ? change.workQueue : queue));
  }
  return { ...data, workers, queues };
}
