import type { StateType } from "@reeve/protocol";

/** How many runs are in a type of state; null is that of runs without one. */
export type StateCount = { state_type: StateType | null; count: number };

/** How many counts come to. */
export const total = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);
