import { expect, test } from "vitest";
import type { TagLimit } from "../task-run-transition.ts";
import { askTaskRunRule, proposalOf, stateOf, taskRunOf, unchanged } from "../transition-samples.ts";
import { takeTagSlots } from "./take-tag-slots.ts";

const proposed = proposalOf("RUNNING");
const ask = (...limits: Partial<TagLimit>[]) => {
  const sample = { name: "tag:a", limit: 1, freeSlots: 1, isHeld: false, retryAfterSeconds: 2.4 };
  const tagLimits = limits.map((limit) => ({ ...sample, ...limit }));
  return askTaskRunRule(takeTagSlots, { current: stateOf("PENDING"), proposed, tagLimits });
};

test("a task run takes a slot of each of its tags", () => {
  expect(ask({}, { name: "tag:b" })).toEqual(unchanged(taskRunOf({ tagSlots: "take" }), proposed));
});

test("a task run without limited tags takes none", () => {
  expect(ask()).toEqual(unchanged(taskRunOf(), proposed));
});

test("it waits, in whole seconds, for the tag that is full for longest", () => {
  expect(ask({}, { freeSlots: 0 }, { freeSlots: -1, retryAfterSeconds: 7.6 })).toMatchObject({
    kind: "wait",
    delaySeconds: 8,
  });
  expect(ask({ freeSlots: 0, retryAfterSeconds: 0.1 })).toMatchObject({ kind: "wait", delaySeconds: 1 });
});

test("a slot that it holds already is enough", () => {
  expect(ask({ freeSlots: 0, isHeld: true }).kind).toBe("accept");
});

test("a limit of 0 lets nothing start", () => {
  expect(ask({ limit: 0, freeSlots: 0 }).kind).toBe("abort");
});
