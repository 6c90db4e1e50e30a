import { hasPersistedResult, isTerminal, TERMINAL_STATE_TYPES } from "@reeve/protocol";
import type { FlowRunRule } from "../flow-run-transition.ts";

/** A finished flow run stays finished, save for a retry, which begins with its pauses forgotten. */
export const protectFinishedFlowRun: FlowRunRule = {
  name: "protect-finished-flow-run",
  from: [...TERMINAL_STATE_TYPES],
  to: "any",
  decide({ run, client, current, proposed }) {
    if (current === null) return null;
    if (proposed.type === "CANCELLING" || proposed.type === "PAUSED" || proposed.type === "CRASHED") {
      return { kind: "abort", reason: `The run has finished: it is ${current.type}.` };
    }
    const restarts = !isTerminal(proposed.type);
    if (current.type === "COMPLETED" && hasPersistedResult(current)) {
      if (restarts) return { kind: "reject", reason: "The run has completed and its result is stored." };
      if (proposed.type === "COMPLETED" && !hasPersistedResult(proposed)) {
        return { kind: "reject", reason: "The new state would lose the run's stored result." };
      }
    }
    if (!restarts) return null;
    if (proposed.type === "SCHEDULED" && run.deployment_id === null) {
      return {
        kind: "abort",
        reason: "The run has no deployment, so there is nothing that could start it again.",
      };
    }
    if (!client.knowsPauses) return null;
    const retry_type = proposed.type === "SCHEDULED" ? "reschedule" : null;
    return {
      kind: "amend",
      run: { empirical_policy: { ...run.empirical_policy, resuming: false, pause_keys: [], retry_type } },
    };
  },
};
