import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { deleteScheduledFlowRuns } from "../scheduled-runs/delete-scheduled-flow-runs.ts";
import { lockDeployment, updateRefillTimes } from "./queries.ts";
import { noDeploymentError } from "./read-deployments.ts";
import { changeDeployment } from "./update-deployment.ts";

/** Lets a deployment's schedules make no more runs, and takes those back that have not started. */
export const pauseDeployment = (context: Context, id: string): Promise<void> =>
  setPaused(context, id, true, async (transaction) => {
    await updateRefillTimes(transaction, id, null);
    await deleteScheduledFlowRuns(context, transaction, id, { isAutoScheduled: true, keepsWaiting: true });
  });

/** Lets a deployment's schedules make runs again. */
export const resumeDeployment = (context: Context, id: string): Promise<void> =>
  setPaused(context, id, false, (transaction) => updateRefillTimes(transaction, id, context.now()));

async function setPaused(
  context: Context,
  id: string,
  paused: boolean,
  act: (transaction: Connection) => Promise<void>,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockDeployment(transaction, { id });
    if (!before) throw noDeploymentError({ id });
    await changeDeployment(context, transaction, before, { paused });
    await act(transaction);
  });
  context.wakeReaders();
}
