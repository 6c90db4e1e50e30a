import { expect, test } from "vitest";
import { askFlowRunRule, flowRunOf, proposalOf, stateOf, unchanged } from "../transition-samples.ts";
import { protectLaunchedCancelling } from "./protect-launched-cancelling.ts";

const ask = askFlowRunRule.bind(null, protectLaunchedCancelling);
const current = stateOf("CANCELLING");
const run = { infrastructure_pid: "host:17" };

test("a process that somebody launched does not crash of being cancelled", () => {
  const ruling = ask({ current, run, proposed: proposalOf("CRASHED") });
  expect(ruling).toMatchObject({ kind: "reject", permit: null });
});

test("one that nobody follows may, and so may one that nobody cancels", () => {
  const proposed = proposalOf("CRASHED");
  expect(ask({ current, proposed })).toEqual(unchanged(flowRunOf(), proposed));
  expect(ask({ current: stateOf("RUNNING"), run, proposed }).kind).toBe("accept");
});
