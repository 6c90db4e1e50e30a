import { describe, expect, test } from "vitest";
import { timelineNode } from "../timeline/nodes.fixture.ts";
import { graphModel } from "./graph-model.ts";

const chain = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...timelineNode(index % 2 ? `load-${index}` : `extract-${index}`, index, index + 1),
    parents: index % 2 ? [`extract-${index - 1}`] : [],
  }));

describe("graphModel", () => {
  test("has a box for each node while they are few", () => {
    const { vertices, edges, isFolded } = graphModel(chain(4), false);
    expect([vertices.length, edges.length, isFolded]).toEqual([4, 2, false]);
  });

  test("folds the runs of a task into one box when there are many", () => {
    const { vertices, edges, isFolded } = graphModel(chain(300), false);
    expect(isFolded).toBe(true);
    expect(vertices.map((vertex) => [vertex.label, vertex.nodes.length])).toEqual([
      ["extract", 150],
      ["load", 150],
    ]);
    expect(edges).toEqual([["task-run:extract", "task-run:load"]]);
  });

  test("shows trouble first in a folded box", () => {
    const nodes = chain(300);
    nodes[8] = { ...nodes[8]!, state: "FAILED" };
    expect(graphModel(nodes, true).vertices[0]?.state).toBe("FAILED");
  });
});
