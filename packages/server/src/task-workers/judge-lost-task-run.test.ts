import { describe, expect, test } from "vitest";
import { judgeLostTaskRun } from "./judge-lost-task-run.ts";
import type { LostTaskRun } from "./queries.ts";

const NOW = "2026-01-01T00:00:00.000000Z";
const LATER = "2026-01-01T00:05:00.000000Z";

const lost = (own: Partial<LostTaskRun>): LostTaskRun => ({
  id: "run",
  state_id: "state",
  state_type: "RUNNING",
  run_count: 1,
  empirical_policy: "{}",
  next_scheduled_start_time: null,
  parameters_id: "parameters",
  worker_id: "host-7",
  ...own,
});
const again = (scheduled_time: string) => ({
  type: "SCHEDULED",
  name: "AwaitingRetry",
  state_details: { deferred: true, task_parameters_id: "parameters", scheduled_time },
});

describe("a task run whose worker went away", () => {
  test.each(["SCHEDULED", "PENDING"] as const)("is handed out again while it is %s", (state_type) => {
    expect(judgeLostTaskRun(lost({ state_type, run_count: 0 }), NOW)).toMatchObject(again(NOW));
  });

  test("waits for its time still", () => {
    const waiting = lost({ state_type: "SCHEDULED", next_scheduled_start_time: LATER });
    expect(judgeLostTaskRun(waiting, NOW)).toMatchObject(again(LATER));
    const overdue = lost({ state_type: "SCHEDULED", next_scheduled_start_time: NOW });
    expect(judgeLostTaskRun(overdue, LATER)).toMatchObject(again(LATER));
  });

  test("is crashed while it is running, as it may not run twice", () => {
    expect(judgeLostTaskRun(lost({}), NOW)).toMatchObject({
      type: "CRASHED",
      message: expect.stringContaining("host-7"),
    });
  });

  test("runs again while its task has retries left", () => {
    const empirical_policy = '{"retries":2}';
    expect(judgeLostTaskRun(lost({ empirical_policy, run_count: 2 }), NOW)).toMatchObject(again(NOW));
    expect(judgeLostTaskRun(lost({ empirical_policy, run_count: 3 }), NOW).type).toBe("CRASHED");
  });

  test("is cancelled when it was to be", () => {
    expect(judgeLostTaskRun(lost({ state_type: "CANCELLING" }), NOW).type).toBe("CANCELLED");
  });
});
