import type { TaskRunRule } from "../task-run-transition.ts";

/** A task run that runs again says so: Retrying after a failed attempt, Rerunning otherwise. */
export const nameRerun: TaskRunRule = {
  name: "name-rerun",
  from: "any",
  to: ["RUNNING"],
  decide({ run, current, proposed }) {
    if (run.run_count === 0) return null;
    const name = current?.name === "AwaitingRetry" ? "Retrying" : "Rerunning";
    return { kind: "amend", proposed: { ...proposed, name } };
  },
};
