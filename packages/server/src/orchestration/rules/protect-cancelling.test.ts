import { STATE_TYPES } from "@reeve/protocol";
import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { protectCancelling } from "./protect-cancelling.ts";

const current = stateOf("CANCELLING");

test.each(STATE_TYPES.filter((type) => type !== "CANCELLED"))("a cancelling run cannot become %s", (type) => {
  const ruling = askFlowRunRule(protectCancelling, { current, proposed: proposalOf(type) });
  expect(ruling).toMatchObject({ kind: "reject", permit: null });
});

test("a cancelling run becomes Cancelled", () => {
  const proposed = proposalOf("CANCELLED");
  expect(askFlowRunRule(protectCancelling, { current, proposed })).toEqual(unchanged(flowRunOf(), proposed));
});
