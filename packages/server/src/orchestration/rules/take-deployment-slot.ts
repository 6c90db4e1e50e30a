import { addSeconds } from "@reeve/protocol";
import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { completeProposal } from "../mint-state.ts";

/** No more runs of a deployment are claimed than its limit allows; what becomes of others is the deployment's choice. */
export const takeDeploymentSlot: FlowRunRule = {
  name: "take-deployment-slot",
  from: [null, "SCHEDULED", "PAUSED", "COMPLETED", "FAILED", "CANCELLED", "CRASHED"],
  to: ["PENDING"],
  asksFor: "deployment-limit",
  decide(transition) {
    const { deployment, client, proposed, now } = transition;
    if (deployment === null || !client.asksForSlots) return null;
    if (deployment.isDeleted) return { kind: "abort", reason: "The deployment of this run was deleted." };
    const limit = limitOf(transition);
    if (limit === null) return null;
    if (limit.limit === 0) {
      return { kind: "abort", reason: "The deployment's concurrency limit is 0, so no run of it can start." };
    }
    const { leaseSeconds } = limit;
    const held = transition.current?.state_details.deployment_concurrency_lease_id;
    if (limit.isHeld && held) {
      return { kind: "amend", run: { slot: { kind: "renew", leaseId: held, leaseSeconds } } };
    }
    if (limit.freeSlots > 0) {
      const { leaseId } = limit;
      const state_details = { ...proposed.state_details, deployment_concurrency_lease_id: leaseId };
      return {
        kind: "amend",
        proposed: { ...proposed, state_details },
        run: { slot: { kind: "take", leaseId, leaseSeconds } },
      };
    }
    if (limit.onCollision === "CANCEL_NEW") {
      const message = `The deployment's concurrency limit of ${limit.limit} is reached.`;
      return {
        kind: "reject",
        reason: message,
        replacement: completeProposal({ type: "CANCELLED", message }, now),
      };
    }
    const scheduled_time = addSeconds(now, limit.waitSeconds);
    return {
      kind: "reject",
      reason: `The deployment's concurrency limit of ${limit.limit} is reached; the run waits for a slot.`,
      replacement: completeProposal(
        { type: "SCHEDULED", name: "AwaitingConcurrencySlot", state_details: { scheduled_time } },
        now,
      ),
    };
  },
};
