import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf } from "../transition-samples.ts";
import { rememberFlowRunAttempt } from "./remember-flow-run-attempt.ts";

test("a task run that runs notes the attempt of its flow run", () => {
  const transition = { current: stateOf("PENDING"), proposed: proposalOf("RUNNING") };
  const flowRun = { state: stateOf("RUNNING"), run_count: 2 };
  expect(askTaskRunRule(rememberFlowRunAttempt, { ...transition, flowRun })).toMatchObject({
    permit: { run: { flow_run_run_count: 2 } },
  });
  expect(askTaskRunRule(rememberFlowRunAttempt, transition)).toMatchObject({
    permit: { run: { flow_run_run_count: 0 } },
  });
});
