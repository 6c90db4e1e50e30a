import { expect, test } from "vitest";
import { formatDuration, formatLocalTime, formatRelative } from "./format-time.ts";

test.each([
  [0, "0ms"],
  [0.0424, "42ms"],
  [0.9996, "1s"],
  [2.54, "2.5s"],
  [9.96, "10s"],
  [59.7, "1m"],
  [200, "3m 20s"],
  [3600, "1h"],
  [3840, "1h 4m"],
  [3601, "1h"],
  [190_800, "2d 5h"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

const NOW = Date.parse("2026-11-23T12:00:00Z");
test.each([
  ["2026-11-23T12:00:00.4Z", "now"],
  ["2026-11-23T11:59:30Z", "30s ago"],
  ["2026-11-23T11:01:00Z", "59m ago"],
  ["2026-11-22T11:00:00Z", "1d ago"],
  ["2026-11-23T15:30:00Z", "in 3h"],
])("%s is %s at noon", (timestamp, text) => {
  expect(formatRelative(timestamp, NOW)).toBe(text);
});

test("an instant is shown in the local time zone with milliseconds", () => {
  const local = new Date(2026, 10, 23, 9, 5, 7, 36);
  expect(formatLocalTime(local.toISOString())).toBe("2026-11-23 09:05:07.036");
});
