import { expect, test } from "vitest";
import { formatRelative, formatTime } from "./format-time.ts";

const now = new Date(2026, 10, 23, 14, 30, 0).getTime();
const SECOND = 1_000;
const HOUR = 3_600_000;

test.each([
  [-1 * SECOND, "now"],
  [-12 * SECOND, "12 s ago"],
  [5 * 60 * SECOND + 1, "in 5 min"],
  [-3 * HOUR, "3 h ago"],
  [49 * HOUR, "in 2 d"],
])("%d ms from now is said as %s", (distance, text) => {
  expect(formatRelative(now + distance, now)).toBe(text);
});

test("an instant is written as short as its day allows", () => {
  expect(formatTime(new Date(2026, 10, 23, 9, 5, 7).getTime(), now)).toBe("09:05:07");
  expect(formatTime(new Date(2026, 10, 22, 9, 5, 7).getTime(), now)).toBe("22 Nov 09:05");
  expect(formatTime(new Date(2025, 10, 22, 9, 5, 7).getTime(), now)).toBe("22 Nov 2025");
});
