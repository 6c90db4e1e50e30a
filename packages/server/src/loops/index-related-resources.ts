import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { indexRelatedResources } from "../events/index-related-resources.ts";
import type { LoopDefinition } from "./loop.ts";

// Long enough that many events share a batch; who searches does not wait for it.
const EVERY_SECONDS = 1;

/** Makes new events findable by the resources they are related to. Rests while nothing is committed. */
export function indexRelatedResourcesLoop(context: Context, commits: CommitSignal): LoopDefinition {
  // What was committed before this server started may not be indexed yet.
  let isBehind = true;
  commits.listen(() => {
    isBehind = true;
  });
  return {
    name: "index-related-resources",
    everySeconds: EVERY_SECONDS,
    tick: async () => {
      if (!isBehind) return;
      isBehind = false;
      await indexRelatedResources(context);
    },
  };
}
