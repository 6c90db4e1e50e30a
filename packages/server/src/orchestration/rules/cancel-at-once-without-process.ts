import type { FlowRunRule } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

/** A run that no process is working on is cancelled at once, as nobody would finish the cancelling. */
export const cancelAtOnceWithoutProcess: FlowRunRule = {
  name: "cancel-at-once-without-process",
  from: ["SCHEDULED", "PAUSED"],
  to: ["CANCELLING"],
  decide({ run, current, proposed, now }) {
    if (current === null) return null;
    const hasNoProcess =
      current.type === "SCHEDULED"
        ? run.infrastructure_pid === null || current.name === "Resuming"
        : current.state_details.pause_reschedule === true;
    if (!hasNoProcess) return null;
    return {
      kind: "reject",
      reason: "No process is working on the run, so it was cancelled at once.",
      replacement: completeProposal({ type: "CANCELLED", message: proposed.message }, now),
    };
  },
};
