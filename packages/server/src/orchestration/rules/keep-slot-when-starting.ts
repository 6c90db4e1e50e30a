import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { cancelWithoutSlot, grantSlot } from "../grant-slot.ts";

/** A run that starts still holds the slot with which it was claimed, or finds another one; else it is cancelled. */
export const keepSlotWhenStarting: FlowRunRule = {
  name: "keep-slot-when-starting",
  from: ["PENDING"],
  to: ["RUNNING"],
  asksFor: "deployment-limit",
  decide(transition) {
    const { client, current, now } = transition;
    const limit = limitOf(transition);
    const wasClaimedWithSlot = current?.state_details.deployment_concurrency_lease_id != null;
    if (limit === null || !wasClaimedWithSlot || client.renewsLeases === false) return null;
    const message = "The run's concurrency slot was lost before it started, and no other one is free.";
    return grantSlot(transition, limit) ?? cancelWithoutSlot(message, now);
  },
};
