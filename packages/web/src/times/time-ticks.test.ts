import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";

const until = (end: Date, seconds: number) => timeTicks(end.getTime() - seconds * 1_000, end.getTime());
const DAY = 86_400;

test("a day is marked at whole hours of the local clock", () => {
  const ticks = until(new Date(2026, 5, 10, 13, 20), DAY);
  expect(ticks.map(({ text }) => text)).toEqual(["16:00", "20:00", "00:00", "04:00", "08:00", "12:00"]);
  expect(ticks[0]?.share).toBeCloseTo((2 * 60 + 40) / (24 * 60), 5);
});

test("a week is marked at midnights, an hour at its quarters", () => {
  expect(until(new Date(2026, 5, 10, 12, 0), 7 * DAY)).toHaveLength(7);
  const ticks = until(new Date(2026, 5, 10, 13, 7), 3_600);
  expect(ticks.map(({ text }) => text)).toEqual(["12:15", "12:30", "12:45", "13:00"]);
});

test("an axis of any length has a few marks", () => {
  const end = new Date(2026, 5, 10, 13, 7, 3);
  for (const seconds of [4, 40, 600, 7_200, 2 * DAY, 3 * DAY, 14 * DAY, 90 * DAY, 700 * DAY]) {
    const ticks = until(end, seconds);
    expect(ticks.length, `${seconds} s`).toBeGreaterThan(0);
    expect(ticks.length, `${seconds} s`).toBeLessThanOrEqual(8);
  }
  expect(until(end, 20).map(({ text }) => text)).toEqual(["13:06:45", "13:06:50", "13:06:55", "13:07:00"]);
  expect(timeTicks(5, 5)).toEqual([]);
});
