import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { refuseRepeatedTransition } from "./refuse-repeated-transition.ts";

const transition_id = "7d7c87e3-857d-4cb3-8cf8-efe45abf58da";

test("a transition that was made already is refused, whatever its state", () => {
  const current = stateOf("RUNNING", { transition_id });
  for (const proposed of [
    proposalOf("RUNNING", { transition_id }),
    proposalOf("COMPLETED", { transition_id }),
  ]) {
    expect(askFlowRunRule(refuseRepeatedTransition, { current, proposed })).toMatchObject({
      kind: "reject",
      permit: null,
    });
  }
});

test("transitions without an id are never taken for one another", () => {
  const proposed = proposalOf("RUNNING");
  for (const current of [null, stateOf("RUNNING"), stateOf("RUNNING", { transition_id })]) {
    const ruling = askFlowRunRule(refuseRepeatedTransition, { current, proposed });
    expect(ruling).toEqual(unchanged(flowRunOf(), proposed));
  }
});
