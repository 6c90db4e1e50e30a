import type { FlowRun } from "./flow-runs.ts";

const BAD = new Set(["FAILED", "CRASHED", "CANCELLED", "PAUSED"]);
const PREFIX = /^Flow run encountered an exception:?\s*/;

/** Why a run that went wrong is where it is: the first line its state says; undefined when there is nothing to say. */
export function runReason({ state, state_type }: Pick<FlowRun, "state" | "state_type">): string | undefined {
  if (!state_type || !BAD.has(state_type)) return undefined;
  return firstReason(state?.message);
}

/** The first line of such a message that says something. */
export function firstReason(message: string | null | undefined): string | undefined {
  const line = message
    ?.replace(PREFIX, "")
    .split("\n")
    .find((text) => text.trim() !== "");
  return line?.trim();
}
