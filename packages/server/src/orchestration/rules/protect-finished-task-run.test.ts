import { describe, expect, test } from "vitest";
import {
  askTaskRunRule,
  proposalOf,
  STORED_RESULT,
  stateOf,
  taskRunOf,
  unchanged,
} from "../transition-samples.ts";
import { protectFinishedTaskRun } from "./protect-finished-task-run.ts";

const ask = askTaskRunRule.bind(null, protectFinishedTaskRun);

test.each(["CANCELLING", "PAUSED", "CRASHED"] as const)("a finished task run cannot become %s", (type) => {
  for (const current of [stateOf("COMPLETED"), stateOf("FAILED"), stateOf("CANCELLED"), stateOf("CRASHED")]) {
    expect(ask({ current, proposed: proposalOf(type) }).kind).toBe("abort");
  }
});

test.each(["COMPLETED", "FAILED", "RUNNING"] as const)(
  "a completed task run with a stored result does not become %s",
  (type) => {
    const current = stateOf("COMPLETED", { data: STORED_RESULT });
    expect(ask({ current, proposed: proposalOf(type) })).toMatchObject({ kind: "reject", permit: null });
  },
);

test("one finished state may follow another", () => {
  const proposed = proposalOf("COMPLETED");
  expect(ask({ current: stateOf("FAILED"), proposed })).toEqual(unchanged(taskRunOf(), proposed));
});

describe("a finished task run that starts again", () => {
  const run = { run_count: 3, flow_run_run_count: 1 };
  const current = stateOf("FAILED");

  test("counts its attempts from the start", () => {
    expect(ask({ current, run, proposed: proposalOf("SCHEDULED") })).toMatchObject({
      kind: "accept",
      permit: { run: { run_count: 0 }, proposed: { name: "Scheduled" } },
    });
  });

  test("is called Retrying when its flow run is in a later attempt", () => {
    const proposed = proposalOf("RUNNING", { name: "Custom" });
    const later = { state: stateOf("RUNNING"), run_count: 2 };
    const same = { state: stateOf("RUNNING"), run_count: 1 };
    expect(ask({ current, run, proposed, flowRun: later })).toMatchObject({
      permit: { proposed: { name: "Retrying" } },
    });
    expect(ask({ current, run, proposed, flowRun: same })).toMatchObject({
      permit: { proposed: { name: "Custom" } },
    });
  });
});
