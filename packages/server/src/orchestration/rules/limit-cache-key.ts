import type { TaskRunRule } from "../task-run-transition.ts";

/** A cache key is no longer than allowed; a task run with a longer one completes without it. */
export const limitCacheKey: TaskRunRule = {
  name: "limit-cache-key",
  from: "any",
  to: ["COMPLETED"],
  decide({ proposed, longestCacheKey }) {
    const bytes = Buffer.byteLength(proposed.state_details.cache_key ?? "");
    if (bytes <= longestCacheKey) return null;
    return {
      kind: "reject",
      reason: `The cache key takes ${bytes} bytes, so it was left out; it may take ${longestCacheKey}.`,
      replacement: { ...proposed, state_details: { ...proposed.state_details, cache_key: null } },
    };
  },
};
