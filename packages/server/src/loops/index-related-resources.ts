import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { indexRelatedResources } from "../events/index-related-resources.ts";
import type { LoopDefinition } from "./loop.ts";
import { whenBehind } from "./when-behind.ts";

// Long enough that many events share a batch; who searches does not wait for it.
const EVERY_SECONDS = 1;

/** Makes new events findable by the resources they are related to. Rests while nothing is committed. */
export function indexRelatedResourcesLoop(context: Context, commits: CommitSignal): LoopDefinition {
  return {
    name: "index-related-resources",
    everySeconds: EVERY_SECONDS,
    tick: whenBehind(commits, () => indexRelatedResources(context)),
  };
}
