import type { FlowRunRule } from "../flow-run-transition.ts";

/** A client that does not renew the lease of its run's slot holds the slot until the run gives it back. */
export const holdSlotWithoutRenewal: FlowRunRule = {
  name: "hold-slot-without-renewal",
  from: ["PENDING"],
  to: ["RUNNING", "CANCELLING"],
  decide({ client, run, current }) {
    const leaseId = current?.state_details.deployment_concurrency_lease_id;
    if (client.renewsLeases || !leaseId) return null;
    const slot = run.slot ?? { kind: "renew", leaseId };
    return slot.kind === "release" ? null : { kind: "amend", run: { slot: { ...slot, leaseSeconds: null } } };
  },
};
