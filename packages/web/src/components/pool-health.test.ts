import { expect, test } from "vitest";
import { poolHealth } from "./pool-health.ts";

test("a pool with a worker and no late runs is ready, and there is no more to say", () => {
  expect(poolHealth({ status: "READY", is_paused: false }, 0)).toEqual({ tone: "good", word: "Ready" });
});

test("a pool whose worker does not keep up is behind", () => {
  expect(poolHealth({ status: "READY", is_paused: false }, 1).cause).toBe("1 run late");
});

test("a pool without a worker says so, and how much waits for one", () => {
  const health = poolHealth({ status: "NOT_READY", is_paused: false }, 1_400);
  expect(health.cause).toBe("no worker is online; 1,400 runs late");
});

test("that a pool is paused comes before that nobody serves it", () => {
  expect(poolHealth({ status: "NOT_READY", is_paused: true }, 0).word).toBe("Paused");
});
