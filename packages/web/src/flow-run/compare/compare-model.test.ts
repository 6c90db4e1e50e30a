import type { RunGraph, RunRow } from "@reeve/protocol";
import { expect, test } from "vitest";
import { compareRuns, compareTasks } from "./compare-model.ts";

const row = (own: object): RunRow =>
  ({
    flow_name: "load",
    flow_run: { parameters: {}, tags: [], run_count: 1, state: null, state_type: "COMPLETED", ...own },
  }) as unknown as RunRow;

test("what differs between runs is told from what is the same", () => {
  const lines = compareRuns([
    row({ parameters: { month: "2023-03", rounds: 100 }, tags: ["b", "a"] }),
    row({ parameters: { month: "2023-04", rounds: 100, extra: [1] }, tags: ["a", "b"] }),
  ]);
  expect(lines.filter(({ differs }) => differs)).toEqual([
    { part: "Parameters", name: "extra", values: ["–", "[1]"], differs: true },
    { part: "Parameters", name: "month", values: ["2023-03", "2023-04"], differs: true },
  ]);
  expect(lines.find(({ name }) => name === "rounds")).toMatchObject({ values: ["100", "100"] });
});

test("tasks stand beside each other by their names, over all their runs", () => {
  const node = (label: string, start: number, end: number, state_type = "COMPLETED") => [
    label,
    {
      kind: "task-run",
      label,
      state_type,
      start_time: `2030-01-01T00:00:0${start}.000000Z`,
      end_time: `2030-01-01T00:00:0${end}.000000Z`,
    },
  ];
  const graph = (nodes: unknown[]) => ({ nodes }) as RunGraph;
  const lines = compareTasks([
    graph([node("fetch-0", 0, 2), node("fetch-1", 1, 4, "FAILED")]),
    graph([node("fetch-0", 0, 1), node("report-0", 1, 2)]),
  ]);
  expect(lines).toEqual([
    {
      name: "fetch",
      spans: [
        { milliseconds: 4000, runs: 2, failed: 1 },
        { milliseconds: 1000, runs: 1, failed: 0 },
      ],
    },
    { name: "report", spans: [undefined, { milliseconds: 1000, runs: 1, failed: 0 }] },
  ]);
});
