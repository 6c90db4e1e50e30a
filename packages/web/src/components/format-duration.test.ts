import { expect, test } from "vitest";
import { formatDuration, formatTickingDuration } from "./format-duration.ts";

test.each([
  [0, "0 ms"],
  [83.9, "83 ms"],
  [999.9, "999 ms"],
  [4_321, "4.321 s"],
  [9_999.9, "9.999 s"],
  [42_380, "42.3 s"],
  [187_000, "3m 07s"],
  [7_440_000, "2h 04m"],
  [440_000_000, "5d 02h"],
  [-5, "0 ms"],
])("%d ms are written %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test("a duration that ticks is written in whole seconds", () => {
  expect(formatTickingDuration(9_999)).toBe("9 s");
  expect(formatTickingDuration(61_000)).toBe("1m 01s");
});
