import { expect, test } from "vitest";
import { availableActions } from "./available-actions.ts";

const run = { state_type: "FAILED", deployment_id: "d", parent_task_run_id: null } as const;

test("what failed can be retried where something can start it again", () => {
  expect(availableActions(run)).toEqual(["retry", "run-again"]);
  expect(availableActions({ ...run, deployment_id: null })).toEqual([]);
  expect(availableActions({ ...run, state_type: "COMPLETED" })).toEqual(["run-again"]);
});

test("what runs is paused only where it can be started again by itself", () => {
  const running = { ...run, state_type: "RUNNING" } as const;
  expect(availableActions(running)).toEqual(["pause", "cancel"]);
  expect(availableActions({ ...running, deployment_id: null })).toEqual(["cancel"]);
  expect(availableActions({ ...running, parent_task_run_id: "t" })).toEqual(["cancel"]);
});

test("what has not begun can be begun, moved or called off", () => {
  expect(availableActions({ ...run, state_type: "SCHEDULED" })).toEqual(["run-now", "reschedule", "cancel"]);
  expect(availableActions({ ...run, state_type: "CANCELLING" })).toEqual([]);
});
