import { randomUUID } from "node:crypto";
import type { Client } from "@reeve/client";
import type { StateCreate } from "@reeve/protocol";

/**
 * Claims a due flow run by making it Pending: of all workers that try, the server lets one. Undefined when this one
 * has it, else why not. Proposed again under the same transition, it is the same claim.
 */
export async function claimFlowRun(
  client: Client,
  id: string,
  transitionId: string,
): Promise<string | undefined> {
  const { status, details, state } = await client.setFlowRunState({
    params: { id },
    body: { state: pending("Pending", transitionId) },
  });
  if (status === "ACCEPT") return undefined;
  const reason = "reason" in details ? details.reason : undefined;
  return reason ?? `The server made it ${state?.name ?? "something else"}.`;
}

/** Shows that a claimed flow run is being started somewhere; a run that went on meanwhile is left alone. */
export async function showSubmitting(client: Client, id: string): Promise<void> {
  await client.setFlowRunState({ params: { id }, body: { state: pending("Submitting", randomUUID()) } });
}

/** Gives a claimed flow run back to the server, for any worker to start; false when it is to be cancelled instead. */
export async function giveBackFlowRun(client: Client, id: string, message: string): Promise<boolean> {
  // Without a process it can be cancelled at once while it waits.
  await client.updateFlowRun({ params: { id }, body: { infrastructure_pid: null } });
  const state = { type: "SCHEDULED", message } as const;
  const { status } = await client.setFlowRunState({ params: { id }, body: { state } });
  return status === "ACCEPT";
}

const pending = (name: string, transition_id: string): StateCreate => ({
  type: "PENDING",
  name,
  // The same proposal, sent again because its answer was lost, is recognised by this.
  state_details: { transition_id },
});
