import { completeProposal } from "../mint-state.ts";
import type { TaskRunRule } from "../task-run-transition.ts";

/** A task run does not compute again what one with the same cache key has computed, unless it is told to. */
export const reuseCachedState: TaskRunRule = {
  name: "reuse-cached-state",
  from: "any",
  to: ["RUNNING"],
  asksFor: "cached-state",
  decide({ cachedState, proposed, now }) {
    const { cache_key, refresh_cache } = proposed.state_details;
    if (cachedState === null || !cache_key || refresh_cache === true) return null;
    return {
      kind: "reject",
      reason: `The result is stored under the cache key "${cache_key}".`,
      replacement: { ...completeProposal(cachedState, now), name: "Cached" },
    };
  },
};
