import { expect, test } from "vitest";
import { densityOf } from "./density.ts";
import { timelineNode } from "./nodes.fixture.ts";

test("counts how many nodes stand in each pixel column", () => {
  const nodes = [timelineNode("a", 0, 50), timelineNode("b", 20, 30), timelineNode("c", 90, 90, "FAILED")];
  const { columns, peak } = densityOf(nodes, { t0: 0, t1: 100 }, 10, 100);
  expect([...columns.completed.slice(0, 10)]).toEqual([1, 1, 2, 1, 1, 0, 0, 0, 0, 0]);
  expect([...columns.failed.slice(0, 10)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(peak).toBe(2);
});

test("counts what began before the window and what goes on after it", () => {
  const nodes = [timelineNode("a", -500, null, "RUNNING")];
  const { columns } = densityOf(nodes, { t0: 0, t1: 100 }, 4, 5000);
  expect([...columns.running.slice(0, 4)]).toEqual([1, 1, 1, 1]);
});
