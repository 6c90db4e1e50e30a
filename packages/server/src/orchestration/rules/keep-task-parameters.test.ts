import { expect, test } from "vitest";
import { askTaskRunRule, proposalOf, stateOf, taskRunOf, unchanged } from "../transition-samples.ts";
import { keepTaskParameters } from "./keep-task-parameters.ts";

const task_parameters_id = "33333333-857d-4cb3-8cf8-efe45abf58da";

test("a background task run knows its parameters until it runs", () => {
  for (const [from, to] of [["SCHEDULED", "PENDING"] as const, ["PENDING", "RUNNING"] as const]) {
    const current = stateOf(from, { task_parameters_id });
    const ruling = askTaskRunRule(keepTaskParameters, { current, proposed: proposalOf(to) });
    expect(ruling).toEqual(unchanged(taskRunOf(), proposalOf(to, { task_parameters_id })));
  }
});
