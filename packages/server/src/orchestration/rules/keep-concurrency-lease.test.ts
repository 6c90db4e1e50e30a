import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { keepConcurrencyLease } from "./keep-concurrency-lease.ts";

const held = "11111111-857d-4cb3-8cf8-efe45abf58da";
const other = "22222222-857d-4cb3-8cf8-efe45abf58da";
const current = stateOf("PENDING", { deployment_concurrency_lease_id: held });

test("the lease goes on to the next state", () => {
  const proposed = proposalOf("RUNNING");
  const kept = proposalOf("RUNNING", { deployment_concurrency_lease_id: held });
  expect(askFlowRunRule(keepConcurrencyLease, { current, proposed })).toEqual(unchanged(flowRunOf(), kept));
});

test("a lease that the proposal names is left as it is", () => {
  const proposed = proposalOf("RUNNING", { deployment_concurrency_lease_id: other });
  expect(askFlowRunRule(keepConcurrencyLease, { current, proposed })).toEqual(
    unchanged(flowRunOf(), proposed),
  );
});
