import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { mergeFlowRunCounts } from "../flow-run-counts/merge-flow-run-counts.ts";
import type { LoopDefinition } from "./loop.ts";
import { whenBehind } from "./when-behind.ts";

// Long enough that many changes share a commit, short enough that a count has few of them to add up.
const EVERY_SECONDS = 1;

/** Keeps the counts of flow runs short. Rests while nothing is committed. */
export function mergeFlowRunCountsLoop(context: Context, commits: CommitSignal): LoopDefinition {
  return {
    name: "merge-flow-run-counts",
    everySeconds: EVERY_SECONDS,
    tick: whenBehind(commits, () => mergeFlowRunCounts(context)),
  };
}
