import type { TaskRunRule } from "../task-run-transition.ts";

// What an index of either database can hold.
const MAX_BYTES = 2000;

/** A cache key fits its index; a task run with a longer one completes without it. */
export const limitCacheKey: TaskRunRule = {
  name: "limit-cache-key",
  from: "any",
  to: ["COMPLETED"],
  decide({ proposed }) {
    const bytes = Buffer.byteLength(proposed.state_details.cache_key ?? "");
    if (bytes <= MAX_BYTES) return null;
    return {
      kind: "reject",
      reason: `The cache key takes ${bytes} bytes, so it was left out; it may take ${MAX_BYTES}.`,
      replacement: { ...proposed, state_details: { ...proposed.state_details, cache_key: null } },
    };
  },
};
