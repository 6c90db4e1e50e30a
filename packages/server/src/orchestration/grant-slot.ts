import type { Timestamp } from "@reeve/protocol";
import type { DeploymentLimit, FlowRunFacts, FlowRunTransition } from "./flow-run-transition.ts";
import { completeProposal } from "./mint-state.ts";
import type { Decision } from "./rule.ts";

/** Lets a run go on with the slot that it holds already, or with one that is free; null when there is neither. */
export function grantSlot(
  { current, proposed }: FlowRunTransition,
  { isHeld, freeSlots, leaseId, leaseSeconds }: DeploymentLimit,
): Decision<FlowRunFacts> | null {
  const held = current?.state_details.deployment_concurrency_lease_id;
  if (isHeld && held) {
    return { kind: "amend", run: { slot: { kind: "renew", leaseId: held, leaseSeconds } } };
  }
  if (freeSlots < 1) return null;
  const state_details = { ...proposed.state_details, deployment_concurrency_lease_id: leaseId };
  return {
    kind: "amend",
    proposed: { ...proposed, state_details },
    run: { slot: { kind: "take", leaseId, leaseSeconds } },
  };
}

/** Cancels a run for which there is no slot. */
export const cancelWithoutSlot = (message: string, now: Timestamp): Decision<FlowRunFacts> => ({
  kind: "reject",
  reason: message,
  replacement: completeProposal({ type: "CANCELLED", message }, now),
});
