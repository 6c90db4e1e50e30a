import type { State } from "@reeve/protocol";

/** From when to when an attempt lasted, as it stands on the wire: up to the next one's beginning. */
export type AttemptSpan = { from: string; to: string | undefined };

/** The attempts of a run, read from its states: each begins where it was started, the first with the run. */
export function attemptSpans(states: readonly State[]): AttemptSpan[] {
  const starts = states.filter(({ type }) => type === "RUNNING").map(({ timestamp }) => timestamp);
  return starts.map((start, at) => ({ from: at === 0 ? "" : start, to: starts[at + 1] }));
}
