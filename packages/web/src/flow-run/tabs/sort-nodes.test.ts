import { expect, test } from "vitest";
import { timelineNode } from "../timeline/nodes.fixture.ts";
import { sortNodes } from "./sort-nodes.ts";

const nodes = [
  timelineNode("b-10", 0, 5),
  timelineNode("b-9", 1, 400),
  timelineNode("a-1", 2, null, "RUNNING"),
];
const order = (...[column, isDown]: [Parameters<typeof sortNodes>[1], boolean]) =>
  sortNodes(nodes, column, isDown, 200, () => 1).map((node) => node.label);

test("each column sorts both ways, and what is equal stands by its start", () => {
  expect(order("name", false)).toEqual(["a-1", "b-9", "b-10"]);
  expect(order("duration", true)).toEqual(["b-9", "a-1", "b-10"]);
  expect(order("attempts", true)).toEqual(["b-10", "b-9", "a-1"]);
});
