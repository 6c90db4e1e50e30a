import { addSeconds } from "@reeve/protocol";
import { type FlowRunRule, limitOf } from "../flow-run-transition.ts";
import { cancelWithoutSlot, grantSlot } from "../grant-slot.ts";
import { completeProposal } from "../mint-state.ts";

/** No more runs of a deployment are claimed than its limit allows; what becomes of others is the deployment's choice. */
export const takeDeploymentSlot: FlowRunRule = {
  name: "take-deployment-slot",
  from: [null, "SCHEDULED", "PAUSED", "COMPLETED", "FAILED", "CANCELLED", "CRASHED"],
  to: ["PENDING"],
  asksFor: "deployment-limit",
  decide(transition) {
    const { deployment, client, now } = transition;
    if (deployment === null || !client.asksForSlots) return null;
    if (deployment.isDeleted) return { kind: "abort", reason: "The deployment of this run was deleted." };
    const limit = limitOf(transition);
    if (limit === null) return null;
    if (limit.limit === 0) {
      return { kind: "abort", reason: "The deployment's concurrency limit is 0, so no run of it can start." };
    }
    const granted = grantSlot(transition, limit);
    if (granted) return granted;
    const message = `The deployment's concurrency limit of ${limit.limit} is reached.`;
    if (limit.onCollision === "CANCEL_NEW") return cancelWithoutSlot(message, now);
    const scheduled_time = addSeconds(now, limit.waitSeconds);
    return {
      kind: "reject",
      reason: message,
      replacement: completeProposal(
        { type: "SCHEDULED", name: "AwaitingConcurrencySlot", message, state_details: { scheduled_time } },
        now,
      ),
    };
  },
};
