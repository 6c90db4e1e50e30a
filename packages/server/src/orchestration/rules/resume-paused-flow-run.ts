import { isTerminal, type StateType } from "@reeve/protocol";
import type { FlowRunRule } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

const canFollowPause = (type: StateType): boolean =>
  type === "RUNNING" || type === "SCHEDULED" || type === "CANCELLING" || isTerminal(type);

/** A paused flow run goes on, ends or is cancelled; one paused for too long fails. */
export const resumePausedFlowRun: FlowRunRule = {
  name: "resume-paused-flow-run",
  from: ["PAUSED"],
  to: "any",
  decide({ run, current, proposed, now }) {
    if (current === null) return null;
    if (!canFollowPause(proposed.type)) {
      return { kind: "reject", reason: `A paused run cannot become ${proposed.type}.` };
    }
    const { pause_reschedule, pause_timeout } = current.state_details;
    if (pause_reschedule && run.deployment_id === null) {
      return { kind: "reject", reason: "A suspended run without a deployment cannot be resumed." };
    }
    if (pause_timeout && pause_timeout < now && proposed.type !== "CANCELLING") {
      const message = "The run was paused for longer than its timeout.";
      return {
        kind: "reject",
        reason: message,
        replacement: completeProposal({ type: "FAILED", message }, now),
      };
    }
    return { kind: "amend", afterwards: { empirical_policy: { ...run.empirical_policy, resuming: true } } };
  },
};
