import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { limitCacheKey } from "./limit-cache-key.ts";

const ask = (length: number) => {
  const proposed = proposalOf("COMPLETED", { data: { a: 1 }, cache_key: "x".repeat(length) });
  return askTaskRunRule(limitCacheKey, { current: stateOf("RUNNING"), proposed });
};

test("a task run with too long a cache key completes without it", () => {
  expect(ask(2000).kind).toBe("accept");
  expect(ask(2001)).toMatchObject({
    kind: "reject",
    permit: { proposed: proposalOf("COMPLETED", { data: { a: 1 } }) },
  });
});
