import { expect, test } from "vitest";
import { EdgeIndex } from "./edges.ts";
import { timelineNode } from "./nodes.fixture.ts";

const nodes = [
  timelineNode("a", 0, 1),
  { ...timelineNode("b", 1, 2), parents: ["a", "elsewhere"] },
  { ...timelineNode("c", 1, 2), parents: ["a", "b"] },
];
const index = new EdgeIndex(nodes);
const text = (edges: ReturnType<EdgeIndex["edgesOf"]>) => edges.map(({ from, to }) => `${from.id}${to.id}`);

test("a node's edges are those from what it depends on and those to what depends on it", () => {
  expect(text(index.edgesOf("b"))).toEqual(["ab", "bc"]);
  expect(index.childrenOf("a").map((node) => node.id)).toEqual(["b", "c"]);
});

test("what is not in the graph has no edges", () => {
  expect(index.edgesOf("elsewhere")).toEqual([]);
  expect(text(index.allEdges())).toEqual(["ab", "ac", "bc"]);
});
