import type { CreatedBy } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { lockDeployment } from "./queries.ts";
import { noDeploymentError } from "./read-deployments.ts";
import { changeDeployment } from "./update-deployment.ts";
import { refill } from "./write-schedules.ts";

/** Lets a deployment's schedules make no more runs, and takes those back that have not started. */
export const pauseDeployment = (context: Context, id: string, changer: CreatedBy): Promise<void> =>
  setPaused(context, id, true, changer);

/** Lets a deployment's schedules make runs again. */
export const resumeDeployment = (context: Context, id: string, changer: CreatedBy): Promise<void> =>
  setPaused(context, id, false, changer);

async function setPaused(context: Context, id: string, paused: boolean, changer: CreatedBy): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockDeployment(transaction, { id });
    if (!before) throw noDeploymentError({ id });
    await changeDeployment(context, transaction, before, { paused }, { changer });
    await refill(context, transaction, { id, paused: Number(paused) });
  });
  context.wakeReaders();
}
