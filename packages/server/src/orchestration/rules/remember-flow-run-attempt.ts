import type { TaskRunRule } from "../task-run-transition.ts";

/** A task run knows in which attempt of its flow run it ran last, so that a retry of the flow is told from a rerun. */
export const rememberFlowRunAttempt: TaskRunRule = {
  name: "remember-flow-run-attempt",
  from: "any",
  to: ["RUNNING"],
  decide({ flowRun }) {
    return flowRun && { kind: "amend", run: { flow_run_run_count: flowRun.run_count } };
  },
};
