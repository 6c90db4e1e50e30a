import { completeProposal } from "../mint-state.ts";
import type { TaskRunRule } from "../task-run-transition.ts";

/** No task runs in a flow run that is not running itself. */
export const runWithinRunningFlowRun: TaskRunRule = {
  name: "run-within-running-flow-run",
  from: "any",
  to: ["RUNNING"],
  decide({ flowRun, now }) {
    if (flowRun === null) return null;
    const { state } = flowRun;
    if (state?.type === "RUNNING") return null;
    if (state?.type === "PAUSED") {
      const { pause_timeout, pause_reschedule } = state.state_details;
      const message = "The flow run is paused.";
      return {
        kind: "reject",
        reason: message,
        replacement: completeProposal(
          { type: "PAUSED", name: "NotReady", message, state_details: { pause_timeout, pause_reschedule } },
          now,
        ),
      };
    }
    return {
      kind: "abort",
      reason: `The flow run is not running: ${state === null ? "it has no state yet" : `it is ${state.type}`}.`,
    };
  },
};
