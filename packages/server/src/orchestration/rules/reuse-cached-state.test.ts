import { expect, test } from "vitest";
import { askTaskRunRule, NOW, proposalOf, STORED_RESULT, stateOf } from "../transition-samples.ts";
import { reuseCachedState } from "./reuse-cached-state.ts";

const cachedState = stateOf("COMPLETED", {
  name: "Completed",
  message: "Done.",
  data: STORED_RESULT,
  cache_key: "k",
  cache_expiration: NOW,
});
const ask = (details: { cache_key?: string; refresh_cache?: boolean }, cached: typeof cachedState | null) =>
  askTaskRunRule(reuseCachedState, {
    current: stateOf("PENDING"),
    proposed: proposalOf("RUNNING", details),
    cachedState: cached,
  });

test("a task run with a known cache key ends in the stored state", () => {
  expect(ask({ cache_key: "k" }, cachedState)).toMatchObject({
    kind: "reject",
    permit: {
      proposed: {
        type: "COMPLETED",
        name: "Cached",
        message: "Done.",
        data: STORED_RESULT,
        state_details: { cache_key: "k", cache_expiration: NOW },
      },
    },
  });
});

test("a key under which nothing is stored, and a wish to compute anew, let it run", () => {
  expect(ask({ cache_key: "k" }, null).kind).toBe("accept");
  expect(ask({ cache_key: "k", refresh_cache: true }, cachedState).kind).toBe("accept");
  expect(ask({}, cachedState).kind).toBe("accept");
});
