import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { cancelWithoutSlot } from "../grant-slot.ts";

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
    return cancelWithoutSlot(
      `The deployment's concurrency limit of ${limit.limit} is reached.`,
      transition.now,
    );
  },
};
