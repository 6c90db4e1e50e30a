import type { TaskRunRule } from "../task-run-transition.ts";

/** What a task run with a cache key has computed is there for others with the same key, until it expires. */
export const rememberCachedState: TaskRunRule = {
  name: "remember-cached-state",
  from: "any",
  to: ["COMPLETED"],
  decide({ proposed }) {
    const { cache_key: key, cache_expiration: expiration } = proposed.state_details;
    return key ? { kind: "amend", run: { cache: { key, expiration } } } : null;
  },
};
