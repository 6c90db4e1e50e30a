import type { FlowRunRule } from "../flow-run-transition.ts";

/** A run's hold on its deployment's concurrency slot goes with it from state to state. */
export const keepConcurrencyLease: FlowRunRule = {
  name: "keep-concurrency-lease",
  from: "any",
  to: "any",
  decide({ current, proposed }) {
    const lease = current?.state_details.deployment_concurrency_lease_id;
    if (!lease || proposed.state_details.deployment_concurrency_lease_id !== null) return null;
    const state_details = { ...proposed.state_details, deployment_concurrency_lease_id: lease };
    return { kind: "amend", proposed: { ...proposed, state_details } };
  },
};
