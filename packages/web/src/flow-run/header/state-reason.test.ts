import type { State } from "@reeve/protocol";
import { expect, test } from "vitest";
import { stateReason } from "./state-reason.ts";

const state = (type: State["type"], message: string | null): State => ({
  id: "s",
  type,
  name: null,
  timestamp: "2026-11-22T12:00:00Z",
  message,
  data: null,
  state_details: {},
});

test("the reason is the first line of the state's message", () => {
  expect(stateReason(state("FAILED", "\n  ValueError: no column 'price'\nTraceback"))).toBe(
    "ValueError: no column 'price'",
  );
});

test("what the state beside it says already is left out", () => {
  expect(stateReason(state("FAILED", "Flow run encountered an exception: ValueError: no price"))).toBe(
    "ValueError: no price",
  );
});

test("a completed run needs no reason", () => {
  expect(stateReason(state("COMPLETED", "All states completed."))).toBeUndefined();
  expect(stateReason(state("CRASHED", null))).toBeUndefined();
});
