import type { HistoryResponse, StateType } from "@reeve/protocol";
import { expect, test } from "vitest";
import { sayCounts, sumOf, toBar, topOf } from "./strip-model.ts";

const stretch = (states: readonly (readonly [StateType, number])[]): HistoryResponse => ({
  interval_start: "2026-11-23T10:00:00.000000Z",
  interval_end: "2026-11-23T10:30:00.000000Z",
  states: states.map(([state_type, count_runs]) => ({
    state_type,
    state_name: "",
    count_runs,
    sum_estimated_run_time: 0,
    sum_estimated_lateness: 0,
  })),
});

test("states of one kind are one part of a bar, and all bars together are said in words", () => {
  const bars = [
    toBar(
      stretch([
        ["RUNNING", 2],
        ["PENDING", 1],
        ["FAILED", 1],
      ]),
    ),
    toBar(stretch([["COMPLETED", 1200]])),
  ];
  expect(bars[0]).toMatchObject({ total: 4, counts: { running: 3, failed: 1, completed: 0 } });
  expect(sayCounts(sumOf(bars))).toBe("1,200 completed, 3 running, 1 failed");
});

test.each([
  [0, 2],
  [3, 4],
  [7, 10],
  [13, 20],
  [41, 50],
  [812, 1000],
])("%d runs fit under an axis of %d", (count, top) => {
  expect(topOf([toBar(stretch([["COMPLETED", count]]))])).toBe(top);
});
