import { addSeconds, type State, type StateCreate, type StateType } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { judgeTaskRunTransition, type TaskRunProposal, taskRunAsksFor } from "./judge-task-run-transition.ts";
import type { ParentFlowRun, TaskRunFacts } from "./task-run-transition.ts";
import { NOW, PARENT_ID, STATE_ID, stateOf, taskRunOf, WITHOUT_LIMITS } from "./transition-samples.ts";

const judge = (proposed: StateCreate, rest: Partial<TaskRunProposal> = {}) =>
  judgeTaskRunTransition({
    policy: "core",
    taskRun: taskRunOf(),
    ...WITHOUT_LIMITS,
    current: stateOf("PENDING"),
    proposed,
    stateId: STATE_ID,
    now: NOW,
    ...rest,
  });

test("an accepted state has its id, its time and the ids of its run", () => {
  const taskRun = taskRunOf({ flow_run_id: PARENT_ID });
  const verdict = judge({ type: "COMPLETED" }, { taskRun });
  expect(verdict).toMatchObject({
    kind: "accept",
    write: {
      state: {
        id: STATE_ID,
        timestamp: NOW,
        state_details: { flow_run_id: PARENT_ID, task_run_id: taskRun.id },
      },
      columns: { state_type: "COMPLETED", end_time: NOW },
    },
  });
});

test("a refused state is answered with its reason, and nothing to write", () => {
  const flowRun = { state: null, run_count: 0 };
  expect(judge({ type: "RUNNING" }, { flowRun })).toEqual({ kind: "abort", reason: expect.any(String) });
});

describe("a background task run", () => {
  const details = { deferred: true, task_parameters_id: "33333333-857d-4cb3-8cf8-efe45abf58da" };
  const proposed: StateCreate = { type: "PENDING", state_details: { deferred: true } };

  test("is claimed once, and keeps its parameters and its time", () => {
    const current = stateOf("SCHEDULED", details);
    expect(judge(proposed, { current })).toMatchObject({
      kind: "accept",
      write: { state: { state_details: { ...details, scheduled_time: current.timestamp } } },
    });
    expect(judge(proposed, { current: stateOf("PENDING", details) }).kind).toBe("abort");
  });

  test("may run after its flow run has ended", () => {
    const running: StateCreate = { type: "RUNNING", state_details: { deferred: true } };
    const flowRun = { state: stateOf("COMPLETED"), run_count: 1 };
    expect(judge(running, { flowRun }).kind).toBe("accept");
  });

  test("differs from any other, which may become PENDING again", () => {
    expect(judge({ type: "PENDING" }, { current: stateOf("RUNNING") }).kind).toBe("accept");
  });
});

type Step = readonly [proposed: string, outcome: string, state: string, row?: Partial<TaskRunFacts>];
type Story = {
  readonly about: string;
  readonly run?: Partial<TaskRunFacts>;
  readonly flowRun?: ParentFlowRun;
  readonly steps: readonly Step[];
};

// Each proposal is written TYPE, a forced one with an exclamation mark, and each state TYPE:Name.
const stories: readonly Story[] = [
  {
    about: "a task run that is retried until its retries are used up",
    run: { empirical_policy: { retries: 1, retry_delay: [3] } },
    flowRun: { state: stateOf("RUNNING"), run_count: 2 },
    steps: [
      ["PENDING", "accept", "PENDING:Pending"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1, flow_run_run_count: 2 }],
      ["FAILED", "reject", "SCHEDULED:AwaitingRetry", { run_count: 1 }],
      ["RUNNING", "wait", "SCHEDULED:AwaitingRetry"],
      ["RUNNING", "wait", "SCHEDULED:AwaitingRetry"],
      ["RUNNING", "accept", "RUNNING:Retrying", { run_count: 2 }],
      ["FAILED", "accept", "FAILED:Failed"],
    ],
  },
  {
    about: "a failed task run that runs again in a retry of its flow run",
    run: { flow_run_run_count: 1, run_count: 2 },
    flowRun: { state: stateOf("RUNNING"), run_count: 2 },
    steps: [
      ["!FAILED", "accept", "FAILED:Failed"],
      ["RUNNING", "accept", "RUNNING:Retrying", { run_count: 1, flow_run_run_count: 2 }],
      ["RUNNING", "accept", "RUNNING:Rerunning", { run_count: 2 }],
    ],
  },
  {
    about: "a task run of a flow run that is paused",
    flowRun: { state: stateOf("PAUSED"), run_count: 1 },
    steps: [
      ["PENDING", "accept", "PENDING:Pending"],
      ["RUNNING", "reject", "PAUSED:NotReady", { run_count: 0, start_time: null }],
      ["!RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["COMPLETED", "accept", "COMPLETED:Completed", { total_run_time: 1 }],
    ],
  },
];

describe.each(stories)("$about", ({ run, flowRun = null, steps }) => {
  test("goes as told", () => {
    let taskRun = taskRunOf(run);
    let current: State | null = null;
    for (const [index, [text, outcome, state, row = {}]] of steps.entries()) {
      const proposed = { type: text.replace("!", "") as StateCreate["type"] };
      const policy = text.startsWith("!") ? "minimal" : "core";
      const verdict = judge(proposed, { taskRun, flowRun, current, policy, now: addSeconds(NOW, index) });
      const write = verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write : null;
      taskRun = { ...taskRun, ...write?.columns };
      current = write?.state ?? current;
      expect([index, verdict.kind]).toEqual([index, outcome]);
      expect([index, `${current?.type}:${current?.name}`]).toEqual([index, state]);
      expect(taskRun).toMatchObject(row);
    }
  });
});

test("the slots of a run's tags are given back when it neither runs nor is being cancelled any more", () => {
  const slotsAfter = (from: StateType, to: StateType, policy: TaskRunProposal["policy"] = "minimal") => {
    const verdict = judge({ type: to }, { current: stateOf(from), policy });
    return verdict.kind === "accept" || verdict.kind === "reject" ? verdict.write?.tagSlots : undefined;
  };
  for (const from of ["RUNNING", "CANCELLING"] as const) {
    expect(slotsAfter(from, "RUNNING")).toBeNull();
    expect(slotsAfter(from, "CANCELLING")).toBeNull();
    for (const to of [
      "COMPLETED",
      "FAILED",
      "CRASHED",
      "CANCELLED",
      "PAUSED",
      "SCHEDULED",
      "PENDING",
    ] as const) {
      expect(slotsAfter(from, to), `${from} → ${to}`).toBe("release");
    }
  }
  expect(slotsAfter("PENDING", "CANCELLED")).toBeNull();
  expect(slotsAfter("RUNNING", "COMPLETED", "core")).toBe("release");
});

test("nothing is loaded for a proposal whose rules do not ask for it", () => {
  const asks = (
    asked: "tag-limits" | "cached-state",
    proposed: StateCreate,
    policy: "core" | "minimal" = "core",
  ) => taskRunAsksFor(asked, { policy, current: null, proposed });
  const deferred = { type: "RUNNING", state_details: { deferred: true } } as const;
  expect(asks("tag-limits", { type: "RUNNING" })).toBe(true);
  expect(asks("tag-limits", { type: "COMPLETED" })).toBe(false);
  expect(asks("tag-limits", deferred)).toBe(false);
  expect(asks("tag-limits", { type: "RUNNING" }, "minimal")).toBe(false);
  expect(asks("cached-state", deferred)).toBe(true);
  expect(asks("cached-state", { type: "PENDING" })).toBe(false);
});
