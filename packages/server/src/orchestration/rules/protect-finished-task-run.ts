import { hasPersistedResult, isTerminal, TERMINAL_STATE_TYPES } from "@reeve/protocol";
import type { TaskRunRule } from "../task-run-transition.ts";

/** A finished task run stays finished, save for a retry, which counts its attempts from the start. */
export const protectFinishedTaskRun: TaskRunRule = {
  name: "protect-finished-task-run",
  from: [...TERMINAL_STATE_TYPES],
  to: "any",
  decide({ run, flowRun, current, proposed }) {
    if (current === null) return null;
    if (proposed.type === "CANCELLING" || proposed.type === "PAUSED" || proposed.type === "CRASHED") {
      return { kind: "abort", reason: `The task run has finished: it is ${current.type}.` };
    }
    if (current.type === "COMPLETED" && hasPersistedResult(current)) {
      return { kind: "reject", reason: "The task run has completed and its result is stored." };
    }
    if (isTerminal(proposed.type)) return null;
    const isFlowRetry = flowRun !== null && run.flow_run_run_count < flowRun.run_count;
    const name = proposed.type === "RUNNING" && isFlowRetry ? "Retrying" : proposed.name;
    return { kind: "amend", run: { run_count: 0 }, proposed: { ...proposed, name } };
  },
};
