import type { FlowRunRule } from "../flow-run-transition.ts";

/** Only a running flow run pauses, each of its pauses once, and a suspended one can be started again. */
export const pauseRunningFlowRun: FlowRunRule = {
  name: "pause-running-flow-run",
  from: "any",
  to: ["PAUSED"],
  decide({ run, current, proposed, stateId }) {
    if (current === null) return { kind: "abort", reason: "A run with no state yet cannot pause." };
    if (current.type !== "RUNNING") {
      return { kind: "reject", reason: `Only a running flow run can pause; this one is ${current.type}.` };
    }
    const pauseKeys = run.empirical_policy.pause_keys ?? [];
    // A pause without a key is a pause of its own; the state's id tells it from all others.
    const pauseKey = proposed.state_details.pause_key ?? stateId;
    if (pauseKeys.includes(pauseKey)) {
      return { kind: "reject", reason: `The run has paused at "${pauseKey}" already.` };
    }
    if (proposed.state_details.pause_reschedule) {
      if (run.parent_task_run_id !== null) return { kind: "abort", reason: "A subflow cannot be suspended." };
      if (run.deployment_id === null) {
        return { kind: "abort", reason: "A flow run without a deployment cannot be suspended." };
      }
    }
    return {
      kind: "amend",
      run: { empirical_policy: { ...run.empirical_policy, pause_keys: [...pauseKeys, pauseKey] } },
    };
  },
};
