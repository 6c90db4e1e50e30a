import type { CommitSignal } from "../commit-signal.ts";

/**
 * Does the work of a loop that follows what is committed: at first, and then where something was committed since, or
 * where it failed.
 */
export function whenBehind(
  commits: CommitSignal,
  work: (signal?: AbortSignal) => Promise<unknown>,
): (signal?: AbortSignal) => Promise<void> {
  let isBehind = true;
  commits.listen(() => {
    isBehind = true;
  });
  return async (signal) => {
    if (!isBehind) return;
    isBehind = false;
    try {
      await work(signal);
    } catch (error) {
      isBehind = true;
      throw error;
    }
  };
}
