import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { mergeRunCounts } from "../run-counts/merge-run-counts.ts";
import type { LoopDefinition } from "./loop.ts";
import { whenBehind } from "./when-behind.ts";

// Long enough that many changes share a commit, short enough that a count has few of them to add up.
const EVERY_SECONDS = 1;

/** Keeps the changes of counts and sums of runs few. Rests while nothing is committed. */
export function mergeRunCountsLoop(context: Context, commits: CommitSignal): LoopDefinition {
  return {
    name: "merge-run-counts",
    everySeconds: EVERY_SECONDS,
    tick: whenBehind(commits, () => mergeRunCounts(context)),
  };
}
