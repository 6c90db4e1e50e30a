import { deleteOwnLimitsOfFlow } from "../concurrency-limits/delete-concurrency-limit.ts";
import type { Context } from "../context.ts";
import { deleteFlow } from "../flows/delete-flow.ts";
import { deleteLogsOfFlow } from "../logs/delete-logs.ts";
import { detachSubflowsOfFlow } from "./queries.ts";
import { releaseSlotsOfRuns } from "./release-slots-of-runs.ts";

/**
 * Deletes a flow with its runs, its deployments and all that belongs to them; subflows' runs of other flows stay, without
 * a parent, and so do limits that its deployments shared.
 */
export async function deleteFlowWithRuns(context: Context, flowId: string): Promise<void> {
  await context.db.write(async (transaction) => {
    await releaseSlotsOfRuns(context, transaction, { flowId });
    await detachSubflowsOfFlow(transaction, flowId);
    await deleteLogsOfFlow(transaction, flowId);
    await deleteOwnLimitsOfFlow(context, transaction, flowId);
    await deleteFlow(transaction, flowId, context.now());
  });
  context.wakeReaders();
}
