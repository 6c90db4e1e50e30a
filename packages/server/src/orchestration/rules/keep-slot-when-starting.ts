import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

/** A run that starts still holds the slot with which it was claimed, or finds another one; else it is cancelled. */
export const keepSlotWhenStarting: FlowRunRule = {
  name: "keep-slot-when-starting",
  from: ["PENDING"],
  to: ["RUNNING"],
  asksFor: "deployment-limit",
  decide(transition) {
    const { client, current, proposed, now } = transition;
    const limit = limitOf(transition);
    const leaseId = current?.state_details.deployment_concurrency_lease_id;
    if (limit === null || !leaseId || client.renewsLeases === false) return null;
    const { leaseSeconds } = limit;
    if (limit.isHeld) return { kind: "amend", run: { slot: { kind: "renew", leaseId, leaseSeconds } } };
    if (limit.freeSlots > 0) {
      const state_details = { ...proposed.state_details, deployment_concurrency_lease_id: limit.leaseId };
      return {
        kind: "amend",
        proposed: { ...proposed, state_details },
        run: { slot: { kind: "take", leaseId: limit.leaseId, leaseSeconds } },
      };
    }
    const message = "The run's concurrency slot was lost before it started, and no other one is free.";
    return {
      kind: "reject",
      reason: message,
      replacement: completeProposal({ type: "CANCELLED", message }, now),
    };
  },
};
