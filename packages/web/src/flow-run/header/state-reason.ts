import type { State } from "@reeve/protocol";

// Stands before every exception; the state beside it says as much.
const PREAMBLE = /^(?:Flow|Task) run encountered an exception:? (?=\S)/;

/** Why a run is in its state, in one line; undefined when the state says nothing worth reading. */
export function stateReason(state: State | null | undefined): string | undefined {
  const line = state?.message
    ?.split("\n")
    .find((text) => text.trim() !== "")
    ?.trim();
  if (!line || state?.type === "COMPLETED") return undefined;
  return line.replace(PREAMBLE, "");
}
