import { expect, test } from "vitest";
import { type Duration, toMilliseconds } from "./duration.ts";

test.each<[Duration, number]>([
  [250, 250],
  ["100ms", 100],
  ["0.5s", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["2h", 7_200_000],
  ["1d", 86_400_000],
])("%s is %d milliseconds", (duration, milliseconds) => {
  expect(toMilliseconds(duration)).toBe(milliseconds);
});

test.each(["soon", "5 minutes", "-1s", -5])("%s is refused with an example of a duration", (text) => {
  expect(() => toMilliseconds(text as Duration)).toThrow(`"${text}" is not a duration`);
});
