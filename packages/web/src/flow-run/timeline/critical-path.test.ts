import { expect, test } from "vitest";
import { criticalPath } from "./critical-path.ts";
import { EdgeIndex } from "./edges.ts";
import type { TimelineNode } from "./timeline-node.ts";

const node = (id: string, start: number, end: number | null, parents: string[] = []): TimelineNode => ({
  id,
  label: id,
  groupName: id,
  kind: "task-run",
  state: "COMPLETED",
  stateName: null,
  start,
  end,
  parents,
  encapsulating: [],
  artifacts: [],
});

const idsOf = (nodes: TimelineNode[], now = 100) =>
  criticalPath(nodes, new EdgeIndex(nodes), now).map(({ id }) => id);

test("the path leads from the node that ended last through those it waited for longest", () => {
  const nodes = [
    node("a", 0, 4),
    node("b", 0, 9),
    node("c", 9, 12, ["a", "b"]),
    node("d", 4, 8, ["a"]),
    node("e", 12, 20, ["c", "d"]),
  ];
  expect(idsOf(nodes)).toEqual(["b", "c", "e"]);
});

test("what goes on ends now, and a circle ends the path", () => {
  expect(idsOf([node("a", 0, 50), node("b", 10, null, ["a"])])).toEqual(["a", "b"]);
  expect(idsOf([node("a", 0, 5, ["b"]), node("b", 5, 9, ["a"])])).toEqual(["a", "b"]);
  expect(idsOf([])).toEqual([]);
});
