import type { FlowRun, LiveChange, StateType } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { patchRunRows, patchTaskRunCounts, type RunRowPage } from "./patch-run-rows.ts";

// The patch looks at nothing but the id and the state.
const flowRun = (id: string, state_type: StateType) => ({ id, state_type }) as FlowRun;
const row = (id: string, state_type: StateType) => ({
  flow_run: flowRun(id, state_type),
  flow_name: "etl",
  task_run_counts: {},
  log_counts: { warnings: 2, errors: 1 },
  parent_flow_run_id: null,
});
const page = {
  rows: [row("a", "RUNNING"), row("b", "COMPLETED")],
  count: 7,
  state_counts: { RUNNING: 1, COMPLETED: 6 },
} as unknown as RunRowPage;
const changed = (id: string, state: StateType): LiveChange => ({
  kind: "flow-run",
  flowRun: flowRun(id, state),
});

describe("live changes of a page of runs", () => {
  test("replace a known run and move the totals", () => {
    const { page: after, needsReread } = patchRunRows(page, [changed("a", "FAILED")]);
    expect(after.rows.map(({ flow_run }) => flow_run.state_type)).toEqual(["FAILED", "COMPLETED"]);
    expect(after.state_counts).toEqual({ RUNNING: 0, COMPLETED: 6, FAILED: 1 });
    expect(needsReread).toBe(true);
  });

  test("leave a run what was counted in its log", () => {
    const { page: after } = patchRunRows(page, [changed("a", "FAILED")]);
    expect(after.rows[0]?.log_counts).toEqual({ warnings: 2, errors: 1 });
  });

  test("need nothing more when the state's type stayed", () => {
    expect(patchRunRows(page, [changed("a", "RUNNING")]).needsReread).toBe(false);
  });

  test("take the last word about a run", () => {
    const { page: after } = patchRunRows(page, [changed("a", "CANCELLING"), changed("a", "CANCELLED")]);
    expect(after.rows[0]?.flow_run.state_type).toBe("CANCELLED");
  });

  test("take a deleted run out", () => {
    const { page: after } = patchRunRows(page, [{ kind: "flow-run-deleted", id: "b" }]);
    expect(after.rows).toHaveLength(1);
    expect(after.count).toBe(6);
  });

  test("leave the page as it is and ask to read again for a run that is not on it", () => {
    const { page: after, needsReread } = patchRunRows(page, [changed("new", "PENDING")]);
    expect(after).toBe(page);
    expect(needsReread).toBe(true);
  });

  test("give known runs their numbers of task runs, and leave rows alone that none are about", () => {
    const counts = (flowRunId: string): LiveChange => ({
      kind: "task-run-counts",
      flowRunId,
      counts: { COMPLETED: 2 },
    });
    expect(patchTaskRunCounts(page.rows, [counts("a")]).map((row) => row.task_run_counts)).toEqual([
      { COMPLETED: 2 },
      {},
    ]);
    expect(patchTaskRunCounts(page.rows, [counts("elsewhere")])).toBe(page.rows);
  });
});
