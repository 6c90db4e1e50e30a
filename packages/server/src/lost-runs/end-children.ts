import type { StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { setFlowRunState } from "../flow-runs/set-flow-run-state.ts";
import { transitionFoundRuns } from "../flow-runs/transition-found-runs.ts";
import { forceTaskRunState } from "../task-runs/set-task-run-state.ts";
import { selectUnfinishedSubflows, selectUnfinishedTaskRuns } from "./queries.ts";

// So many are ended in one transaction, so that those of a large run do not hold up others.
const BATCH = 100;

const LOST: StateCreate = {
  type: "CRASHED",
  message: "The process of the flow run that started it was lost.",
};
const CANCELLING: StateCreate = { type: "CANCELLING", message: LOST.message };

/**
 * Ends what a lost run started and nobody will end any more: its task runs and the subflows that ran in its process.
 * Subflows that run elsewhere, through their deployments, are asked to stop.
 */
export async function endChildren(context: Context, flowRunId: string): Promise<void> {
  for (const subflow of await selectUnfinishedSubflows(context.db.reader, flowRunId)) {
    if (subflow.deployment_id !== null) {
      await setFlowRunState(context, subflow.id, CANCELLING);
    } else {
      await transitionFoundRuns(context, [subflow], "minimal", () => LOST);
      await endChildren(context, subflow.id);
    }
  }
  for (;;) {
    const ids = await selectUnfinishedTaskRuns(context.db.reader, flowRunId, BATCH);
    if (ids.length === 0) return;
    await context.db.write(async (transaction) => {
      for (const id of ids) await forceTaskRunState(context, transaction, id, LOST);
    });
    context.wakeReaders();
  }
}
