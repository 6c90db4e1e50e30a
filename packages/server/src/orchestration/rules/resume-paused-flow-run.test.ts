import { expect, test } from "vitest";
import { askFlowRunRule, DEPLOYMENT_ID, proposalOf, stateOf } from "../transition-samples.ts";
import { resumePausedFlowRun } from "./resume-paused-flow-run.ts";

const ask = askFlowRunRule.bind(null, resumePausedFlowRun);
const past = "2026-01-02T03:04:05.000005Z";
const future = "2026-01-02T03:04:05.000007Z";

test.each(["RUNNING", "SCHEDULED", "CANCELLING", "CANCELLED", "COMPLETED", "FAILED", "CRASHED"] as const)(
  "a paused run becomes %s, and is marked as resuming once that is written",
  (type) => {
    const current = stateOf("PAUSED", { pause_timeout: future });
    expect(ask({ current, proposed: proposalOf(type) })).toMatchObject({
      kind: "accept",
      permit: {
        run: { empirical_policy: { resuming: false } },
        afterwards: { empirical_policy: { resuming: true } },
      },
    });
  },
);

test.each(["PENDING", "PAUSED"] as const)("a paused run cannot become %s", (type) => {
  expect(ask({ current: stateOf("PAUSED"), proposed: proposalOf(type) })).toMatchObject({
    kind: "reject",
    permit: null,
  });
});

test.each(["RUNNING", "SCHEDULED", "CANCELLED", "COMPLETED"] as const)(
  "a run paused for too long fails instead of becoming %s",
  (type) => {
    const current = stateOf("PAUSED", { pause_timeout: past });
    expect(ask({ current, proposed: proposalOf(type) })).toMatchObject({
      kind: "reject",
      permit: { proposed: { type: "FAILED", name: "Failed" } },
    });
  },
);

test("a run paused for too long can still be cancelled", () => {
  const current = stateOf("PAUSED", { pause_timeout: past });
  expect(ask({ current, proposed: proposalOf("CANCELLING") }).kind).toBe("accept");
});

test("a suspended run needs its deployment to go on", () => {
  const current = stateOf("PAUSED", { pause_reschedule: true });
  const proposed = proposalOf("SCHEDULED", { name: "Resuming" });
  expect(ask({ current, proposed })).toMatchObject({ kind: "reject", permit: null });
  expect(ask({ current, proposed, run: { deployment_id: DEPLOYMENT_ID } }).kind).toBe("accept");
});
