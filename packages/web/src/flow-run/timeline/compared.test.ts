import { expect, test } from "vitest";
import { asIfBegunAt, longest, windowFrom } from "./compared.ts";
import { timelineNode } from "./nodes.fixture.ts";
import { xOf } from "./time-scale.ts";

test("compared, all bars begin at one place and are as long as they took", () => {
  const window = { t0: 100, t1: 200 };
  const early = timelineNode("a", 100, 150);
  const late = timelineNode("b", 900, 1_000);
  for (const node of [early, late]) {
    const own = windowFrom(window, node.start, 100);
    expect(xOf(own, 500, node.start)).toBe(0);
    expect(xOf(own, 500, node.end!)).toBe((node.end! - node.start) * 5);
  }
});

test("the longest is also one that goes on", () => {
  const nodes = [timelineNode("a", 100, 150), timelineNode("b", 900, null, "RUNNING")];
  expect(longest(nodes, 1_500)).toBe(600);
  expect(longest([], 1_500)).toBe(0);
  expect(asIfBegunAt(nodes, 0, 1_500).map(({ start, end }) => [start, end])).toEqual([
    [0, 50],
    [0, 600],
  ]);
});
