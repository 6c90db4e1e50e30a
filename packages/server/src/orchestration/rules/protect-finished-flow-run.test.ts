import { describe, expect, test } from "vitest";
import {
  askFlowRunRule,
  DEPLOYMENT_ID,
  flowRunOf,
  proposalOf,
  STORED_RESULT,
  stateOf,
  unchanged,
} from "../transition-samples.ts";
import { protectFinishedFlowRun } from "./protect-finished-flow-run.ts";

const ask = askFlowRunRule.bind(null, protectFinishedFlowRun);

test("a run that has not finished is not its concern", () => {
  const proposed = proposalOf("CRASHED");
  expect(ask({ current: stateOf("RUNNING"), proposed })).toEqual(unchanged(flowRunOf(), proposed));
});

test.each(["CANCELLING", "PAUSED", "CRASHED"] as const)("a finished run cannot become %s", (type) => {
  for (const current of [stateOf("COMPLETED"), stateOf("FAILED"), stateOf("CANCELLED"), stateOf("CRASHED")]) {
    expect(ask({ current, proposed: proposalOf(type) }).kind).toBe("abort");
  }
});

describe("a completed run with a stored result", () => {
  const current = stateOf("COMPLETED", { data: STORED_RESULT });

  test.each(["SCHEDULED", "PENDING", "RUNNING"] as const)("does not go back to %s", (type) => {
    const run = { deployment_id: DEPLOYMENT_ID };
    expect(ask({ current, run, proposed: proposalOf(type) })).toMatchObject({ kind: "reject", permit: null });
  });

  test("keeps its result when it completes again", () => {
    for (const data of [null, "text", [1], { type: "unpersisted" }]) {
      const proposed = proposalOf("COMPLETED", { data });
      expect(ask({ current, proposed })).toMatchObject({ kind: "reject", permit: null });
    }
    const proposed = proposalOf("COMPLETED", { data: { y: 1 } });
    expect(ask({ current, proposed })).toEqual(unchanged(flowRunOf(), proposed));
  });

  test("may fail after the fact", () => {
    const proposed = proposalOf("FAILED");
    expect(ask({ current, proposed })).toEqual(unchanged(flowRunOf(), proposed));
  });
});

describe("a finished run that starts again", () => {
  const used = { pause_keys: ["1"], resuming: true, retry_type: "in_process" as const, retries: 1 };

  test("in its process forgets its pauses, and keeps its run count", () => {
    const run = { empirical_policy: used, run_count: 2 };
    for (const current of [stateOf("FAILED"), stateOf("COMPLETED"), stateOf("COMPLETED", { data: [1] })]) {
      expect(ask({ current, run, proposed: proposalOf("RUNNING") })).toMatchObject({
        kind: "accept",
        permit: {
          run: {
            run_count: 2,
            empirical_policy: { retries: 1, pause_keys: [], resuming: false, retry_type: null },
          },
        },
      });
    }
  });

  test("through its deployment is marked as rescheduled", () => {
    const run = { empirical_policy: used, deployment_id: DEPLOYMENT_ID };
    expect(ask({ current: stateOf("FAILED"), run, proposed: proposalOf("SCHEDULED") })).toMatchObject({
      kind: "accept",
      permit: { run: { empirical_policy: { pause_keys: [], resuming: false, retry_type: "reschedule" } } },
    });
  });

  test("cannot be scheduled without a deployment", () => {
    expect(ask({ current: stateOf("FAILED"), proposed: proposalOf("SCHEDULED") }).kind).toBe("abort");
  });
});
