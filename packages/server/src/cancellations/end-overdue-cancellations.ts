import { addSeconds, type StateCreate } from "@reeve/protocol";
import { enqueueCleanup } from "../cleanup-messages/enqueue-cleanup.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { transitionFoundRuns } from "../flow-runs/transition-found-runs.ts";
import { type OverdueCancellation, selectOverdueCancellations } from "./queries.ts";

const BATCH = 200;

// Pools of these kinds have no workers: their infrastructure is somebody else's.
const WITHOUT_WORKERS = /:(?:push|managed)$/;

/**
 * Takes runs for cancelled that were asked to stop so long ago that nobody answers for them any more, and asks the
 * workers of their pools to clear away what is left of them; answers how many.
 */
export async function endOverdueCancellations(context: Context): Promise<number> {
  const timeout = context.settings.serverServicesCancellationCleanupCancellingTimeoutSeconds;
  const before = addSeconds(context.now(), -timeout);
  const overdue = await selectOverdueCancellations(context.db.reader, before, BATCH);
  const cancelled: StateCreate = {
    type: "CANCELLED",
    message: `The run did not stop within ${timeout} seconds after it was asked to.`,
  };
  return transitionFoundRuns(
    context,
    overdue,
    "minimal",
    () => cancelled,
    (transaction, run) => askForCleanup(context, transaction, run),
  );
}

async function askForCleanup(
  context: Context,
  transaction: Connection,
  run: OverdueCancellation,
): Promise<void> {
  const { work_pool_id: workPoolId, work_pool_type: type } = run;
  if (workPoolId === null || type === null || WITHOUT_WORKERS.test(type)) return;
  await enqueueCleanup(context, transaction, {
    workPoolId,
    workQueueId: run.work_queue_id,
    kind: "cancelling_timeout_teardown.v1",
    key: `cancelling-timeout ${run.id} ${run.state_id}`,
    target: { flow_run_id: run.id, infrastructure_pid: run.infrastructure_pid },
  });
}
