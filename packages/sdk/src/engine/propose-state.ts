import { randomUUID } from "node:crypto";
import type { Client } from "@reeve/client";
import type { State, StateCreate } from "@reeve/protocol";
import { RunAborted } from "../errors.ts";
import { pause } from "./pause.ts";

/** What became of a proposed state: taken, or replaced by another one. */
export type Verdict = {
  accepted: boolean;
  state: Pick<State, "type" | "name" | "message" | "state_details" | "data">;
};

/** Proposes a state to the server, waiting as often as it asks to; throws a RunAborted when it wants the run left alone. */
export async function proposeState(
  client: Pick<Client, "setFlowRunState">,
  flowRunId: string,
  proposed: StateCreate,
  signal: AbortSignal,
): Promise<Verdict> {
  // The same id on every repetition: a proposal whose answer was lost is not taken twice.
  const state_details = { ...proposed.state_details, transition_id: randomUUID() };
  const body = { state: { ...proposed, state_details } };
  for (;;) {
    const { status, details, state } = await client.setFlowRunState({ params: { id: flowRunId }, body });
    if (status === "WAIT" && details.type === "wait_details") {
      await pause(details.delay_seconds * 1000, signal);
      continue;
    }
    const reason = "reason" in details ? details.reason : null;
    if (status === "ABORT" || !state) {
      throw new RunAborted(
        `The server does not let the run become ${proposed.type}: ${reason ?? "no reason given"}`,
      );
    }
    return { accepted: status === "ACCEPT", state };
  }
}
