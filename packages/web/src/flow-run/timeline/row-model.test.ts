import { describe, expect, test } from "vitest";
import { timelineNode } from "./nodes.fixture.ts";
import { buildRows, countStartingRows, type RowOptions, rowIndexes, rowIndexOfNode } from "./row-model.ts";

const options: RowOptions = {
  sort: "start",
  states: new Set(),
  modes: new Map(),
  expanded: new Map(),
  now: 10_000,
};
const many = (name: string, count: number, at = 0) =>
  Array.from({ length: count }, (_, index) => timelineNode(`${name}-${index}`, at + index, at + index + 10));
const shapes = (nodes: ReturnType<typeof many>, given: Partial<RowOptions> = {}) =>
  buildRows(nodes, { ...options, ...given }).map((row) =>
    row.kind === "node" ? row.node.label : row.kind === "group" ? `[${row.group.name}]` : `+${row.hidden}`,
  );

describe("buildRows", () => {
  test("gives a task that runs a few times rows of its own, in the order they began", () => {
    expect(shapes([timelineNode("load-0", 50, 60), ...many("extract", 3)])).toEqual([
      "extract-0",
      "extract-1",
      "extract-2",
      "load-0",
    ]);
  });

  test("puts a summary row above a task that runs more often", () => {
    expect(shapes(many("extract", 4))).toEqual([
      "[extract]",
      "extract-0",
      "extract-1",
      "extract-2",
      "extract-3",
    ]);
  });

  test("starts with groups above 25 closed", () => {
    expect(shapes(many("extract", 26))).toEqual(["[extract]"]);
  });

  test("shows what failed in a large group, and how many more there are", () => {
    const nodes = many("extract", 30);
    nodes[7] = timelineNode("extract-7", 7, 20, "FAILED");
    expect(shapes(nodes)).toEqual(["[extract]", "extract-7", "+29"]);
    expect(shapes(nodes, { modes: new Map([["task-run:extract", "closed"]]) })).toEqual(["[extract]"]);
    expect(shapes(nodes, { modes: new Map([["task-run:extract", "open"]]) })).toHaveLength(31);
  });

  test("sums a group up", () => {
    const nodes = [
      timelineNode("extract-0", 0, 100),
      { ...timelineNode("extract-1", 0, 300), stateName: "Cached" },
      timelineNode("extract-2", 0, 200, "FAILED"),
      timelineNode("extract-3", 0, null, "RUNNING"),
    ];
    const [row] = buildRows(nodes, options);
    expect(row).toMatchObject({
      group: { p50: 100, max: 200, failed: 1, running: 1, completed: 2, cached: 1, start: 0 },
    });
  });

  test("sorts by duration, a running node counting up to now, or by name with numbers as numbers", () => {
    const nodes = [
      timelineNode("b-10", 0, 5),
      timelineNode("b-9", 1, 400),
      timelineNode("a-1", 9_000, null, "RUNNING"),
    ];
    expect(shapes(nodes, { sort: "duration" })).toEqual(["a-1", "b-9", "b-10"]);
    expect(shapes(nodes, { sort: "name" })).toEqual(["a-1", "b-9", "b-10"]);
  });

  test("shows only the states asked for", () => {
    const nodes = [...many("extract", 3), timelineNode("load-0", 5, 6, "FAILED")];
    expect(shapes(nodes, { states: new Set(["FAILED"]) })).toEqual(["load-0"]);
  });

  test("puts a subflow's rows under it while it is expanded", () => {
    const subflow = { ...timelineNode("child / one", 0, 9), kind: "flow-run" as const };
    const rows = buildRows([subflow], { ...options, expanded: new Map([[subflow.id, many("inner", 2)]]) });
    expect(rows.map((row) => [row.key, row.depth])).toEqual([
      ["child / one", 0],
      ["inner-0", 1],
      ["inner-1", 1],
    ]);
  });
});

test("the rows at the start are counted without building them", () => {
  const failed = many("store", 30, 100);
  failed[3] = timelineNode("store-3", 103, 110, "FAILED");
  const nodes = [...many("extract", 3), ...many("parse", 9), ...many("fetch", 60), ...failed];
  expect(countStartingRows(nodes)).toBe(buildRows(nodes, options).length);
});

describe("the row that stands for a node", () => {
  const rows = buildRows([...many("extract", 30), timelineNode("load-0", 50, 60)], options);

  test("is its own or that of its closed group", () => {
    expect(rowIndexOfNode(rows, "extract-12")).toBe(0);
    expect(rowIndexOfNode(rows, "load-0")).toBe(1);
    expect(rowIndexOfNode(rows, "absent")).toBe(-1);
  });

  test("is known for all nodes at once", () => {
    const indexes = rowIndexes(rows);
    expect([indexes.get("extract-12"), indexes.get("load-0"), indexes.size]).toEqual([0, 1, 31]);
  });
});
