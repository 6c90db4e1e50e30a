import { expect, test } from "vitest";
import { clusterEvents } from "./event-clusters.ts";

const clusters = (places: readonly number[]) =>
  clusterEvents(places, (place) => place, 100, 24).map(({ x, events }) => [x, events]);

test("events that are near to each other share a mark, and none is nearer to another or to an edge than may be", () => {
  expect(clusters([50, 0, 20, 30, 60, 90])).toEqual([
    [12, [0, 20, 30]],
    [50, [50, 60]],
    [88, [90]],
  ]);
});

test("what is out of sight has no mark", () => {
  expect(clusters([-1, 101])).toEqual([]);
});
