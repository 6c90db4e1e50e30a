import { expect, test } from "vitest";
import { ticksOf } from "./strip-times.ts";

const stretchUntil = (end: Date, seconds: number) => [
  { start: new Date(end.getTime() - seconds * 1000).toISOString(), end: end.toISOString() },
];

test("a day is marked at whole hours of the local clock", () => {
  const ticks = ticksOf(stretchUntil(new Date(2026, 5, 10, 13, 20), 86_400), 86_400);
  expect(ticks.map(({ text }) => text)).toEqual(["16:00", "20:00", "00:00", "04:00", "08:00", "12:00"]);
  expect(ticks[0]?.share).toBeCloseTo((2 * 60 + 40) / (24 * 60), 5);
});

test("a week is marked at midnights, an hour at its quarters", () => {
  expect(ticksOf(stretchUntil(new Date(2026, 5, 10, 12, 0), 7 * 86_400), 7 * 86_400)).toHaveLength(7);
  const ticks = ticksOf(stretchUntil(new Date(2026, 5, 10, 13, 7), 3_600), 3_600);
  expect(ticks.map(({ text }) => text)).toEqual(["12:15", "12:30", "12:45", "13:00"]);
});
