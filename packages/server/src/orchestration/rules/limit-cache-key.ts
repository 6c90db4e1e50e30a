import type { TaskRunRule } from "../task-run-transition.ts";

// What an index of either database can hold.
const MAX_LENGTH = 2000;

/** A cache key fits its index; a task run with a longer one completes without it. */
export const limitCacheKey: TaskRunRule = {
  name: "limit-cache-key",
  from: "any",
  to: ["COMPLETED"],
  decide({ proposed }) {
    const length = proposed.state_details.cache_key?.length ?? 0;
    if (length <= MAX_LENGTH) return null;
    return {
      kind: "reject",
      reason: `The cache key has ${length} characters, so it was left out; it may have ${MAX_LENGTH}.`,
      replacement: { ...proposed, state_details: { ...proposed.state_details, cache_key: null } },
    };
  },
};
