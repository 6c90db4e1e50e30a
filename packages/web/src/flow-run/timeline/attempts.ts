import type { State, StateType } from "@reeve/protocol";
import { parseMilliseconds } from "./timeline-node.ts";

/** A stretch of a run's life between two of its states. `outcome` is how an attempt ended, as far as it did. */
export type Stretch = {
  kind: "attempt" | "wait";
  start: number;
  end: number | null;
  outcome: StateType;
};

/** A run's life in attempts and the waits between them, read from its states in the order of their times. */
export function stretchesOf(states: readonly State[]): Stretch[] {
  const stretches: Stretch[] = [];
  states.forEach((state, index) => {
    const next = states[index + 1];
    const kind = stretchKind(state.type);
    if (kind === undefined) return;
    const start = parseMilliseconds(state.timestamp);
    const end = next ? parseMilliseconds(next.timestamp) : null;
    stretches.push({ kind, start, end, outcome: kind === "wait" ? state.type : outcomeOf(next) });
  });
  return stretches;
}

/** How many times it was tried. */
export const countAttempts = (stretches: readonly Stretch[]): number =>
  stretches.filter((stretch) => stretch.kind === "attempt").length;

function stretchKind(type: StateType): Stretch["kind"] | undefined {
  if (type === "RUNNING" || type === "CANCELLING") return "attempt";
  if (type === "SCHEDULED" || type === "PENDING" || type === "PAUSED") return "wait";
  return undefined;
}

// An attempt that is followed by a wait for the next one has failed, though no state of that name was stored.
function outcomeOf(next: State | undefined): StateType {
  if (next === undefined) return "RUNNING";
  if (next.type === "SCHEDULED" || next.type === "RUNNING") return "FAILED";
  return next.type;
}
