import type { TaskRunRule } from "../task-run-transition.ts";

/** A background task run keeps the id under which its parameters are stored. */
export const keepTaskParameters: TaskRunRule = {
  name: "keep-task-parameters",
  from: ["SCHEDULED", "PENDING"],
  to: ["PENDING", "RUNNING"],
  decide({ current, proposed }) {
    const task_parameters_id = current?.state_details.task_parameters_id;
    if (!task_parameters_id || proposed.state_details.task_parameters_id !== null) return null;
    const state_details = { ...proposed.state_details, task_parameters_id };
    return { kind: "amend", proposed: { ...proposed, state_details } };
  },
};
