import type { StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { endTaskRuns } from "../task-runs/end-task-runs.ts";
import { selectUnfinishedSubflows } from "./queries.ts";
import { setFlowRunState } from "./set-flow-run-state.ts";
import { transitionFoundRuns } from "./transition-found-runs.ts";

/**
 * Ends what a run started that nobody will end any more: its task runs and the subflows that ran in its process.
 * Subflows that run elsewhere, through their deployments, are asked to stop.
 */
export async function endChildren(context: Context, flowRunId: string, ended: StateCreate): Promise<void> {
  for (const subflow of await selectUnfinishedSubflows(context.db.reader, flowRunId)) {
    if (subflow.deployment_id !== null) {
      await setFlowRunState(context, subflow.id, { type: "CANCELLING", message: ended.message });
    } else {
      await transitionFoundRuns(context, [subflow], "minimal", () => ended);
      await endChildren(context, subflow.id, ended);
    }
  }
  await endTaskRuns(context, flowRunId, ended);
}
