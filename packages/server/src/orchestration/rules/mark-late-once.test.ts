import { expect, test } from "vitest";
import { askFlowRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { markLateOnce } from "./mark-late-once.ts";

const ask = askFlowRunRule.bind(null, markLateOnce);
const late = proposalOf("SCHEDULED", { name: "Late" });

test("a scheduled run becomes Late", () => {
  expect(ask({ current: stateOf("SCHEDULED"), proposed: late }).kind).toBe("accept");
});

test("a run that is not scheduled, or Late already, does not", () => {
  for (const current of [
    null,
    stateOf("FAILED"),
    stateOf("PENDING"),
    stateOf("SCHEDULED", { name: "Late" }),
  ]) {
    expect(ask({ current, proposed: late })).toMatchObject({ kind: "reject", permit: null });
  }
});

test("other names of SCHEDULED are free", () => {
  const current = stateOf("SCHEDULED", { name: "Late" });
  expect(ask({ current, proposed: proposalOf("SCHEDULED") }).kind).toBe("accept");
});
