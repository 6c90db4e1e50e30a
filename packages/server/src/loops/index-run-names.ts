import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { indexRunNames } from "../run-name-index/index-run-names.ts";
import type { LoopDefinition } from "./loop.ts";
import { whenBehind } from "./when-behind.ts";

// A search looks by itself through what has come since; in two seconds that is not much.
const EVERY_SECONDS = 2;

/** Makes new runs findable by parts of their names. Rests while nothing is committed. */
export function indexRunNamesLoop(context: Context, commits: CommitSignal): LoopDefinition {
  return {
    name: "index-run-names",
    everySeconds: EVERY_SECONDS,
    tick: whenBehind(commits, (signal) => indexRunNames(context, signal)),
  };
}
