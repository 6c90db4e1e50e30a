import { expect, test } from "vitest";
import { askFlowRunRule, proposalOf, STORED_RESULT, stateOf } from "../transition-samples.ts";
import { protectStoredResult } from "./protect-stored-result.ts";

const ask = askFlowRunRule.bind(null, protectStoredResult);
const current = stateOf("COMPLETED", { data: STORED_RESULT });

test("a stored result is not replaced by none", () => {
  for (const data of [null, { type: "unpersisted" }]) {
    const proposed = proposalOf("COMPLETED", { data });
    expect(ask({ current, proposed })).toMatchObject({ kind: "reject", permit: null });
  }
});

test("another stored result, another type, or a run that had none are let through", () => {
  expect(ask({ current, proposed: proposalOf("COMPLETED", { data: { y: 1 } }) }).kind).toBe("accept");
  expect(ask({ current, proposed: proposalOf("FAILED") }).kind).toBe("accept");
  expect(ask({ current: stateOf("COMPLETED"), proposed: proposalOf("COMPLETED") }).kind).toBe("accept");
});
