import type { DeploymentFilter } from "@reeve/protocol";
import { deleteLimitIfAny } from "../concurrency-limits/delete-concurrency-limit.ts";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { deleteScheduledFlowRuns } from "../scheduled-runs/delete-scheduled-flow-runs.ts";
import { deploymentEvent } from "./deployment-event.ts";
import { deleteDeploymentRow, lockDeployment } from "./queries.ts";
import { listDeployments, noDeploymentError } from "./read-deployments.ts";

/**
 * Deletes a deployment with its schedules, its limit, and its scheduled runs that have not started, as nothing
 * could start them; all other runs of it stay.
 */
export async function deleteDeployment(context: Context, id: string): Promise<void> {
  if (!(await deleteIfAny(context, id))) throw noDeploymentError({ id });
}

/** Deletes the first deployments that match, up to a number; answers the ids of those. */
export async function deleteDeployments(
  context: Context,
  deployments: DeploymentFilter | null | undefined,
  limit: number,
): Promise<string[]> {
  const found = await listDeployments(context, { deployments }, { limit, offset: 0 });
  const outcomes = await Promise.all(found.map(({ id }) => deleteIfAny(context, id)));
  return found.flatMap(({ id }, index) => (outcomes[index] ? [id] : []));
}

async function deleteIfAny(context: Context, id: string): Promise<boolean> {
  const isDeleted = await context.db.write(async (transaction) => {
    const row = await lockDeployment(transaction, { id });
    if (!row) return false;
    await deleteDeploymentRow(transaction, id);
    await deleteScheduledFlowRuns(context, transaction, id, { keepsWaiting: false });
    if (row.concurrency_limit_id) {
      await deleteLimitIfAny(context, transaction, { id: row.concurrency_limit_id });
    }
    await appendEvents(transaction, [deploymentEvent("deleted", row, context.now())]);
    return true;
  });
  if (isDeleted) context.wakeReaders();
  return isDeleted;
}
