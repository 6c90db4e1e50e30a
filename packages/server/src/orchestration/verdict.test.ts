import { expect, test } from "vitest";
import { stateOf } from "./transition-samples.ts";
import { toOrchestrationResult } from "./verdict.ts";

const current = stateOf("RUNNING");
const state = stateOf("COMPLETED");
const reason = "Because.";

test("a written state is the one that is answered", () => {
  expect(toOrchestrationResult({ kind: "accept", write: { state } }, current)).toEqual({
    state,
    status: "ACCEPT",
    details: { type: "accept_details" },
  });
  expect(toOrchestrationResult({ kind: "reject", reason, write: { state } }, current)).toEqual({
    state,
    status: "REJECT",
    details: { type: "reject_details", reason },
  });
});

test("the current state is answered where none was written", () => {
  expect(toOrchestrationResult({ kind: "reject", reason, write: null }, current)).toMatchObject({
    state: current,
  });
  expect(toOrchestrationResult({ kind: "wait", reason, delaySeconds: 2 }, current)).toEqual({
    state: current,
    status: "WAIT",
    details: { type: "wait_details", delay_seconds: 2, reason },
  });
  expect(toOrchestrationResult({ kind: "abort", reason }, null)).toEqual({
    state: null,
    status: "ABORT",
    details: { type: "abort_details", reason },
  });
});
