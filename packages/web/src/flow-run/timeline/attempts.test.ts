import type { State } from "@reeve/protocol";
import { expect, test } from "vitest";
import { countAttempts, stretchesOf } from "./attempts.ts";

const state = (type: State["type"], second: number): State => ({
  id: `${type}${second}`,
  type,
  name: null,
  timestamp: `2026-11-22T12:00:0${second}.000000Z`,
  message: null,
  data: null,
  state_details: {},
});

test("reads attempts and the waits between them from a history of states", () => {
  const stretches = stretchesOf([
    state("PENDING", 0),
    state("RUNNING", 1),
    state("SCHEDULED", 2),
    state("RUNNING", 4),
    state("COMPLETED", 5),
  ]);
  expect(stretches.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    "wait PENDING",
    "attempt FAILED",
    "wait SCHEDULED",
    "attempt COMPLETED",
  ]);
  expect(countAttempts(stretches)).toBe(2);
});

test("leaves the attempt that goes on without an end", () => {
  expect(stretchesOf([state("RUNNING", 1)])).toMatchObject([{ end: null, outcome: "RUNNING" }]);
});
