import type { FlowRun, State } from "@reeve/protocol";
import type { SlotChange } from "./flow-run-transition.ts";

/**
 * What becomes of a run's slot when a state is written: what a rule decided, or else it is given back by a run that
 * is no longer under way.
 */
export function slotChange(
  decided: SlotChange | undefined,
  previous: State | null,
  policy: { before: FlowRun["empirical_policy"]; after: FlowRun["empirical_policy"] },
  next: State,
): SlotChange | null {
  if (decided) return decided;
  const leaseId = previous?.state_details.deployment_concurrency_lease_id;
  if (!previous || !leaseId) return null;
  const isGivenBack = holdsSlot(previous, policy.before) && !holdsSlot(next, policy.after);
  return isGivenBack ? { kind: "release", leaseId } : null;
}

/** A run that its process is about to try again keeps its slot: no other is to come in between. */
function holdsSlot({ type, name }: State, policy: FlowRun["empirical_policy"]): boolean {
  if (type === "SCHEDULED") return name === "AwaitingRetry" && policy.retry_type === "in_process";
  return type === "PENDING" || type === "RUNNING" || type === "CANCELLING";
}
