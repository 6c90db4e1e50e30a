import { addSeconds, type WorkQueueHealth } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { findWorkQueue, noWorkQueueError } from "../work-queues/read-work-queues.ts";
import { countLateRuns } from "./queries.ts";

const POLICY = { maximum_late_runs: 0, maximum_seconds_since_last_polled: 60 };

/** Whether the runs of a queue are fetched in time: somebody asks for them, and none is late. */
export async function getWorkQueueHealth({ db, now }: Context, id: string): Promise<WorkQueueHealth> {
  const queue = await findWorkQueue(db.reader, { id });
  if (!queue) throw noWorkQueueError({ id });
  const late = await countLateRuns(db.scanner, id);
  const { last_polled } = queue;
  const polledSince = addSeconds(now(), -POLICY.maximum_seconds_since_last_polled);
  return {
    healthy: late <= POLICY.maximum_late_runs && last_polled !== null && last_polled >= polledSince,
    late_runs_count: late,
    last_polled,
    health_check_policy: POLICY,
  };
}
