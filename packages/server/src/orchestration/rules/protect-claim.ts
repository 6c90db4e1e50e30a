import { defaultStateName } from "@reeve/protocol";
import type { AnyRunRule } from "../rule.ts";

/** One worker claims a run: once it is PENDING or further, no other can take it. */
export const protectClaim: AnyRunRule = {
  name: "protect-claim",
  from: ["PENDING", "CANCELLING", "RUNNING", "CANCELLED"],
  to: ["PENDING"],
  decide({ current, proposed }) {
    if (current === null) return null;
    // Submitting and the like: the worker that holds the claim tells how far it got.
    const tellsProgress =
      current.type === "PENDING" &&
      current.name !== proposed.name &&
      proposed.name !== defaultStateName("PENDING");
    if (!tellsProgress) return { kind: "abort", reason: `The run is already ${current.type}.` };
    const { scheduled_time = null, deployment_concurrency_lease_id = null } = current.state_details;
    const state_details = { ...proposed.state_details, scheduled_time, deployment_concurrency_lease_id };
    return { kind: "amend", proposed: { ...proposed, state_details } };
  },
};
