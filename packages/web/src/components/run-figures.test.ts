import { expect, test } from "vitest";
import { figuresOf, formatRate } from "./run-figures.ts";

const run = (state_type: "COMPLETED" | "FAILED" | "CANCELLED" | "RUNNING", seconds = 1) => ({
  state_type,
  seconds,
});

test("a rate is of what ended by itself, durations of what completed", () => {
  const runs = [
    run("COMPLETED", 4),
    run("COMPLETED", 2),
    run("COMPLETED", 90),
    run("FAILED", 500),
    run("CANCELLED"),
    run("RUNNING"),
  ];
  expect(figuresOf(runs)).toEqual({ ended: 4, successRate: 0.75, p50: 4, p95: 90 });
  expect(figuresOf([run("RUNNING")])).toEqual({
    ended: 0,
    successRate: undefined,
    p50: undefined,
    p95: undefined,
  });
});

test("a rate is 100 % only when nothing has failed", () => {
  expect([1, 0.999, 0.754].map(formatRate)).toEqual(["100 %", "99 %", "75 %"]);
});
