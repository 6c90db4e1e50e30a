import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { protectClaim } from "./protect-claim.ts";

const ask = askFlowRunRule.bind(null, protectClaim);

test.each(["PENDING", "RUNNING", "CANCELLING", "CANCELLED"] as const)(
  "a run that is %s cannot be claimed",
  (type) => {
    expect(ask({ current: stateOf(type), proposed: proposalOf("PENDING") }).kind).toBe("abort");
  },
);

test("a scheduled run can be claimed", () => {
  const proposed = proposalOf("PENDING");
  expect(ask({ current: stateOf("SCHEDULED"), proposed })).toEqual(unchanged(flowRunOf(), proposed));
});

test("the claimant tells how far it got, and the run keeps its time and its lease", () => {
  const kept = {
    scheduled_time: "2026-01-03T00:00:00.000000Z",
    deployment_concurrency_lease_id: "11111111-857d-4cb3-8cf8-efe45abf58da",
  };
  const ruling = ask({
    current: stateOf("PENDING", kept),
    proposed: proposalOf("PENDING", { name: "Submitting" }),
  });
  expect(ruling).toEqual(unchanged(flowRunOf(), proposalOf("PENDING", { name: "Submitting", ...kept })));
});

test("the same progress is not told twice, nor taken back", () => {
  const current = stateOf("PENDING", { name: "Submitting" });
  expect(ask({ current, proposed: proposalOf("PENDING", { name: "Submitting" }) }).kind).toBe("abort");
  expect(ask({ current, proposed: proposalOf("PENDING") }).kind).toBe("abort");
});
