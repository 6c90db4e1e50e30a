import { expect, test } from "vitest";
import { sayRemaining } from "./usual-duration.tsx";

const usual = (median: number, shortest: number, longest: number) => ({
  of: "flow" as const,
  runs: 20,
  median_seconds: median,
  shortest_seconds: shortest,
  longest_seconds: longest,
});

test("what is left is told where runs hardly differ", () => {
  expect(sayRemaining(usual(120, 100, 130), 40)).toBe("about 1m 20s left");
  expect(sayRemaining(usual(120, 100, 130), 119.5)).toBe("almost done");
  expect(sayRemaining(usual(120, 100, 130), 129)).toBe("almost done");
});

test("nothing is foretold where they differ much, or of so few", () => {
  expect(sayRemaining(usual(120, 20, 900), 40)).toBeUndefined();
  expect(sayRemaining({ ...usual(120, 100, 130), runs: 4 }, 40)).toBeUndefined();
});

test("a run that takes longer than each of them is said to", () => {
  expect(sayRemaining(usual(120, 20, 900), 901)).toBe("longer than each of the last 20");
});
