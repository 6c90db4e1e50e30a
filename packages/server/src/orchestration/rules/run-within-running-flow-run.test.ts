import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { runWithinRunningFlowRun } from "./run-within-running-flow-run.ts";

const proposed = proposalOf("RUNNING");
const askWithin = (flowRun: Parameters<typeof askTaskRunRule>[1]["flowRun"]) =>
  askTaskRunRule(runWithinRunningFlowRun, { current: stateOf("PENDING"), proposed, flowRun });

test("a task runs within a running flow run, and outside any", () => {
  expect(askWithin({ state: stateOf("RUNNING"), run_count: 1 }).kind).toBe("accept");
  expect(askWithin(null).kind).toBe("accept");
});

test("a task of a paused flow run waits as long as that does", () => {
  const pause_timeout = "2026-01-03T00:00:00.000000Z";
  const state = stateOf("PAUSED", { pause_timeout, pause_reschedule: true });
  expect(askWithin({ state, run_count: 1 })).toMatchObject({
    kind: "reject",
    permit: {
      proposed: {
        type: "PAUSED",
        name: "NotReady",
        state_details: { pause_timeout, pause_reschedule: true },
      },
    },
  });
});

test("a task of a flow run that does not run, or never did, is stopped", () => {
  for (const state of [null, stateOf("PENDING"), stateOf("CANCELLING"), stateOf("FAILED")]) {
    expect(askWithin({ state, run_count: 0 }).kind).toBe("abort");
  }
});
