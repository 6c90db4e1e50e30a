import type { Client } from "@reeve/client";
import type { OrchestrationResult } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isTerminal } from "@reeve/protocol/state-types";
import { findFlowRun } from "../../find-flow-run.ts";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Proposes that flow runs be cancelled and says of each what came of it. */
export async function cancelFlowRuns(references: readonly string[], options: GlobalOptions): Promise<void> {
  await withClient(options, async (client) => {
    for (const reference of references) print(await cancelFlowRun(client, reference));
  });
}

async function cancelFlowRun(client: Client, reference: string): Promise<string> {
  const flowRun = await findFlowRun(client, reference);
  const state = {
    type: "CANCELLING",
    name: "Cancelling",
    message: "Cancelled from the command line.",
  } as const;
  const result = await client.setFlowRunState({ params: { id: flowRun.id }, body: { state } });
  const called = `Flow run "${flowRun.name}" (${flowRun.id})`;
  if (result.state?.type === "CANCELLED" && result.status !== "ABORT") return `${called} is cancelled.`;
  if (result.status === "ACCEPT") {
    return `${called} is being cancelled: whatever runs it has been asked to stop.`;
  }
  const isOver = flowRun.state_type !== null && isTerminal(flowRun.state_type);
  const why = isOver ? `it has ended already, as ${flowRun.state_name}.` : reasonOf(result);
  throw new ReeveError("invalid_request", `${called} cannot be cancelled: ${why}`);
}

function reasonOf({ details }: OrchestrationResult): string {
  return ("reason" in details && details.reason) || "the server gave no reason.";
}
