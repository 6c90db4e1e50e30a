import type { Client } from "@reeve/client";
import { isTerminal } from "@reeve/protocol/state-types";
import { crashMessage } from "./crash-message.ts";
import type { Ending } from "./launchers/launcher.ts";

const GIVEN_BACK: ReadonlySet<string> = new Set(["PAUSED", "SCHEDULED"]);

/**
 * Brings a flow run whose process ended to an end of its own, where it did not report one: Cancelled when that was
 * asked for, else Crashed. A run that the process gave back to the server (suspended, scheduled anew) is left alone.
 * What the process reports of being ended by its worker, for a cancellation, is not how the run ended.
 * Answers the state it found or set.
 */
export async function reportEnding(
  client: Client,
  id: string,
  place: string,
  ending: Ending,
  wasStoppedToCancel: boolean,
): Promise<string | null> {
  const { state } = await client.getFlowRun({ params: { id } });
  const isCancelled = state?.type === "CANCELLING" || (wasStoppedToCancel && state?.type === "CRASHED");
  if (!isCancelled && (!state || isTerminal(state.type) || GIVEN_BACK.has(state.type))) {
    return state?.name ?? null;
  }
  const proposed = isCancelled
    ? ({ type: "CANCELLED", message: "The flow run was cancelled and its process ended." } as const)
    : ({ type: "CRASHED", message: crashMessage(place, ending) } as const);
  const result = await client.setFlowRunState({
    params: { id },
    body: { state: proposed, force: isCancelled },
  });
  return result.state?.name ?? null;
}
