import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { limitCacheKey } from "./limit-cache-key.ts";

const ask = (cache_key: string) => {
  const proposed = proposalOf("COMPLETED", { data: { a: 1 }, cache_key });
  return askTaskRunRule(limitCacheKey, { current: stateOf("RUNNING"), proposed });
};

test("a task run with too long a cache key completes without it", () => {
  expect(ask("x".repeat(2000)).kind).toBe("accept");
  for (const tooLong of ["x".repeat(2001), "ä".repeat(1001)]) {
    expect(ask(tooLong)).toMatchObject({
      kind: "reject",
      permit: { proposed: proposalOf("COMPLETED", { data: { a: 1 } }) },
    });
  }
});

test("how long it may be is a setting", () => {
  const proposed = proposalOf("COMPLETED", { cache_key: "x".repeat(11) });
  const given = { current: stateOf("RUNNING"), proposed };
  expect(askTaskRunRule(limitCacheKey, { ...given, longestCacheKey: 11 }).kind).toBe("accept");
  expect(askTaskRunRule(limitCacheKey, { ...given, longestCacheKey: 10 }).kind).toBe("reject");
});
