import type { FlowRunRule } from "../flow-run-transition.ts";

/** A run that is being cancelled can only become Cancelled. */
export const protectCancelling: FlowRunRule = {
  name: "protect-cancelling",
  from: ["CANCELLING"],
  to: "any",
  decide({ proposed }) {
    if (proposed.type === "CANCELLED") return null;
    return { kind: "reject", reason: "The run is being cancelled; it can only become CANCELLED." };
  },
};
