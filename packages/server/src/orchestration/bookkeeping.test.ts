import { addSeconds } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import {
  applyToFlowRun,
  applyToTaskRun,
  estimateRunTime,
  estimateStartTimeDelta,
  timestampAfter,
} from "./bookkeeping.ts";
import { flowRunOf, NOW, stateOf, taskRunOf } from "./transition-samples.ts";

const at = (seconds: number) => addSeconds(NOW, seconds);

describe("the time of a new state", () => {
  test("is now, or just after the state before it", () => {
    expect(timestampAfter(null, NOW)).toBe(NOW);
    expect(timestampAfter({ timestamp: at(-1) }, NOW)).toBe(NOW);
    expect(timestampAfter({ timestamp: NOW }, NOW)).toBe("2026-01-02T03:04:05.000007Z");
    expect(timestampAfter({ timestamp: "2026-01-02T03:04:59.999999Z" }, NOW)).toBe(
      "2026-01-02T03:05:00.000000Z",
    );
  });
});

describe("a flow run's first state", () => {
  test("sets the time it is expected at, once", () => {
    const scheduled = stateOf("SCHEDULED", { scheduled_time: at(100) });
    const first = applyToFlowRun(flowRunOf(), null, scheduled);
    expect(first).toMatchObject({
      expected_start_time: at(100),
      next_scheduled_start_time: at(100),
      start_time: null,
    });
    const again = applyToFlowRun(
      flowRunOf(first),
      scheduled,
      stateOf("SCHEDULED", { scheduled_time: at(200) }),
    );
    expect(again).toMatchObject({ expected_start_time: at(100), next_scheduled_start_time: at(200) });
    expect(applyToFlowRun(flowRunOf(again), scheduled, stateOf("PENDING"))).toMatchObject({
      expected_start_time: at(100),
      next_scheduled_start_time: null,
    });
  });

  test("is expected at its own time when it is not a scheduled one", () => {
    const columns = applyToFlowRun(flowRunOf(), null, stateOf("PENDING", { timestamp: NOW }));
    expect(columns.expected_start_time).toBe(NOW);
  });

  test("may be RUNNING, which counts as an attempt", () => {
    const columns = applyToFlowRun(flowRunOf(), null, stateOf("RUNNING", { timestamp: NOW }));
    expect(columns).toMatchObject({ run_count: 1, start_time: NOW, end_time: null });
  });
});

describe("a run's times", () => {
  const run = flowRunOf({ start_time: at(-50), total_run_time: 2.5, run_count: 1 });

  test("its name, type and time are the state's", () => {
    const next = stateOf("RUNNING", { name: "Retrying", timestamp: NOW });
    expect(applyToFlowRun(run, null, next)).toMatchObject({
      state_id: next.id,
      state_type: "RUNNING",
      state_name: "Retrying",
      state_timestamp: NOW,
    });
  });

  test("the start stays that of the first attempt", () => {
    const columns = applyToFlowRun(run, stateOf("PENDING"), stateOf("RUNNING", { timestamp: NOW }));
    expect(columns).toMatchObject({ start_time: at(-50), run_count: 2 });
  });

  test("only time spent RUNNING adds up, also from RUNNING to RUNNING", () => {
    const running = stateOf("RUNNING", { timestamp: at(-10) });
    expect(applyToFlowRun(run, running, stateOf("RUNNING", { timestamp: NOW })).total_run_time).toBe(12.5);
    expect(applyToFlowRun(run, running, stateOf("PAUSED", { timestamp: NOW })).total_run_time).toBe(12.5);
    expect(
      applyToFlowRun(run, stateOf("PAUSED"), stateOf("RUNNING", { timestamp: NOW })).total_run_time,
    ).toBe(2.5);
  });

  test("the end is that of the first finished state, and is forgotten when the run starts again", () => {
    const completed = stateOf("COMPLETED", { timestamp: at(-5) });
    const ended = applyToFlowRun(run, stateOf("RUNNING"), completed);
    expect(ended.end_time).toBe(at(-5));
    const failed = applyToFlowRun(flowRunOf(ended), completed, stateOf("FAILED", { timestamp: NOW }));
    expect(failed.end_time).toBe(at(-5));
    expect(applyToFlowRun(flowRunOf(failed), completed, stateOf("PENDING")).end_time).toBeNull();
  });

  test("a run that ends before it started has both times", () => {
    const columns = applyToFlowRun(
      flowRunOf(),
      stateOf("SCHEDULED"),
      stateOf("CANCELLED", { timestamp: NOW }),
    );
    expect(columns).toMatchObject({ start_time: NOW, end_time: NOW, run_count: 0, total_run_time: 0 });
  });
});

describe("a flow run that goes on after a pause", () => {
  const resuming = { retries: 1, pause_keys: ["1"], resuming: true };
  const run = flowRunOf({ run_count: 1, empirical_policy: resuming });

  test("is still in the same attempt, and then no longer resuming", () => {
    expect(applyToFlowRun(run, stateOf("PENDING"), stateOf("RUNNING"))).toMatchObject({
      run_count: 1,
      empirical_policy: { retries: 1, pause_keys: ["1"], resuming: false },
    });
    expect(applyToFlowRun(run, stateOf("PENDING"), stateOf("FAILED")).empirical_policy.resuming).toBe(false);
  });

  test("keeps its policy on the way there", () => {
    expect(applyToFlowRun(run, stateOf("SCHEDULED"), stateOf("PENDING")).empirical_policy).toBe(resuming);
  });
});

test("a task run counts every run, and keeps the attempt of its flow run", () => {
  const run = taskRunOf({ run_count: 1, flow_run_run_count: 4 });
  expect(applyToTaskRun(run, stateOf("RUNNING"), stateOf("RUNNING"))).toMatchObject({
    run_count: 2,
    flow_run_run_count: 4,
  });
});

describe("estimates", () => {
  test("a run's time goes on only while it is RUNNING", () => {
    const run = { total_run_time: 2, state_timestamp: at(-3) };
    expect(estimateRunTime({ ...run, state_type: "RUNNING" }, NOW)).toBe(5);
    expect(estimateRunTime({ ...run, state_type: "PAUSED" }, NOW)).toBe(2);
    expect(estimateRunTime({ ...run, state_type: null, state_timestamp: null }, NOW)).toBe(2);
  });

  test("lateness is how long after its time a run started, or has not", () => {
    const delta = (start_time: string | null, state_type: "PENDING" | "CANCELLED" = "PENDING") =>
      estimateStartTimeDelta({ start_time, state_type, expected_start_time: at(-10) }, NOW);
    expect(delta(at(-7))).toBe(3);
    expect(delta(at(-12))).toBe(0);
    expect(delta(null)).toBe(10);
    expect(delta(null, "CANCELLED")).toBe(0);
    const early = { start_time: null, state_type: "SCHEDULED" as const, expected_start_time: at(10) };
    expect(estimateStartTimeDelta(early, NOW)).toBe(0);
    expect(estimateStartTimeDelta({ ...early, expected_start_time: null }, NOW)).toBe(0);
  });
});
