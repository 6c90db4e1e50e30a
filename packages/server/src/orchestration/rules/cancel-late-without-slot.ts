import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

/** A run that found no worker in time is cancelled if it would find no slot either, and its deployment wants that. */
export const cancelLateWithoutSlot: FlowRunRule = {
  name: "cancel-late-without-slot",
  from: ["SCHEDULED"],
  to: ["SCHEDULED"],
  asksFor: "deployment-limit",
  decide(transition) {
    const limit = limitOf(transition);
    if (transition.proposed.name !== "Late" || limit === null) return null;
    if (limit.onCollision !== "CANCEL_NEW" || limit.freeSlots > 0 || limit.isHeld) return null;
    const message = `The deployment's concurrency limit of ${limit.limit} is reached.`;
    return {
      kind: "reject",
      reason: message,
      replacement: completeProposal({ type: "CANCELLED", message }, transition.now),
    };
  },
};
