import type { FlowRunRule } from "../flow-run-transition.ts";

/** Only a run that still waits to start becomes Late, and only once. */
export const markLateOnce: FlowRunRule = {
  name: "mark-late-once",
  from: "any",
  to: ["SCHEDULED"],
  decide({ current, proposed }) {
    if (proposed.name !== "Late") return null;
    if (current?.type !== "SCHEDULED") {
      return { kind: "reject", reason: "Only a scheduled run can be late." };
    }
    return current.name === "Late" ? { kind: "reject", reason: "The run is already Late." } : null;
  },
};
