import { expect, test } from "vitest";
import { policyDelays, retryDelayMs, withJitter } from "./retry-delay.ts";

const firstFive = (delay: Parameters<typeof retryDelayMs>[0]) =>
  [1, 2, 3, 4, 5].map((retry) => retryDelayMs(delay, retry));

test("without a delay a retry follows at once", () => {
  expect(firstFive(undefined)).toEqual([0, 0, 0, 0, 0]);
});

test("a fixed delay is always the same", () => {
  expect(firstFive("2s")).toEqual([2000, 2000, 2000, 2000, 2000]);
});

test("the last delay of a list repeats", () => {
  expect(firstFive(["1s", "5s"])).toEqual([1000, 5000, 5000, 5000, 5000]);
});

test("an exponential delay doubles up to its maximum", () => {
  expect(firstFive({ first: "1s", max: "10s" })).toEqual([1000, 2000, 4000, 8000, 10_000]);
});

test("an exponential delay grows by its factor", () => {
  expect(firstFive({ first: 100, factor: 3 }).slice(0, 3)).toEqual([100, 300, 900]);
});

test("jitter stays within its part of the delay", () => {
  const delays = Array.from({ length: 200 }, () => withJitter(1000, 0.5));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...delays)).toBeLessThanOrEqual(1500);
  expect(new Set(delays).size).toBeGreaterThan(100);
});

test("the policy of a run names its delays in seconds", () => {
  expect(policyDelays("100ms", 4)).toBe(0.1);
  expect(policyDelays(["1s", "5s"], 4)).toEqual([1, 5]);
  expect(policyDelays({ first: "1s" }, 3)).toEqual([1, 2, 4]);
});
