import { expect, test } from "vitest";
import { askTaskRunRule, NOW, proposalOf, stateOf, taskRunOf, unchanged } from "../transition-samples.ts";
import { rememberCachedState } from "./remember-cached-state.ts";

const ask = (proposed: ReturnType<typeof proposalOf>) =>
  askTaskRunRule(rememberCachedState, { current: stateOf("RUNNING"), proposed });

test("a completed state with a cache key is stored under it", () => {
  const proposed = proposalOf("COMPLETED", { cache_key: "k", cache_expiration: NOW });
  const cache = { key: "k", expiration: NOW };
  expect(ask(proposed)).toEqual(unchanged(taskRunOf({ cache }), proposed));
});

test("one without a key is not", () => {
  for (const cache_key of [null, ""]) {
    const proposed = proposalOf("COMPLETED", { cache_key });
    expect(ask(proposed)).toEqual(unchanged(taskRunOf(), proposed));
  }
});
