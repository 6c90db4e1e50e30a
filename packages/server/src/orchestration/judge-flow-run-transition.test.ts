import { addSeconds, type StateCreate } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import type { FlowRunFacts } from "./flow-run-transition.ts";
import { judgeFlowRunTransition } from "./judge-flow-run-transition.ts";
import {
  advanceFlowRun,
  DEPLOYMENT_ID,
  type FlowRunHistory,
  flowRunOf,
  NOW,
  ON_ITS_OWN,
  PARENT_ID,
  STATE_ID,
  STORED_RESULT,
  stateOf,
} from "./transition-samples.ts";

const judge = (proposed: StateCreate, facts: Partial<FlowRunFacts> = {}, current = stateOf("PENDING")) =>
  judgeFlowRunTransition({
    policy: "core",
    flowRun: flowRunOf(facts),
    current,
    proposed,
    stateId: STATE_ID,
    now: NOW,
    ...ON_ITS_OWN,
  });

test("an accepted state has its id, its time and the ids of its run", () => {
  const verdict = judge({ type: "RUNNING", state_details: { flow_run_id: DEPLOYMENT_ID } });
  expect(verdict).toMatchObject({
    kind: "accept",
    write: {
      state: {
        id: STATE_ID,
        timestamp: NOW,
        name: "Running",
        state_details: { flow_run_id: flowRunOf().id },
      },
      columns: { state_id: STATE_ID, run_count: 1 },
      parentTaskRun: null,
    },
  });
});

test("a subflow's state goes to the task run that stands for it in its parent", () => {
  const verdict = judge({ type: "COMPLETED", data: STORED_RESULT }, { parent_task_run_id: PARENT_ID });
  expect(verdict).toMatchObject({
    write: {
      state: { state_details: { task_run_id: PARENT_ID, child_flow_run_id: null } },
      parentTaskRun: {
        id: PARENT_ID,
        proposed: {
          type: "COMPLETED",
          name: "Completed",
          data: STORED_RESULT,
          state_details: { child_flow_run_id: flowRunOf().id },
        },
      },
    },
  });
});

test("a state written in place of the proposed one carries the proposal's transition id", () => {
  const transition_id = "7d7c87e3-857d-4cb3-8cf8-efe45abf58da";
  const proposed = { type: "FAILED" as const, state_details: { transition_id } };
  const facts = { run_count: 1, empirical_policy: { retries: 1 } };
  const verdict = judge(proposed, facts, stateOf("RUNNING"));
  expect(verdict).toMatchObject({
    kind: "reject",
    write: { state: { name: "AwaitingRetry", state_details: { transition_id } } },
  });
});

type Step = readonly [proposed: string, outcome: string, state: string, row?: Partial<FlowRunFacts>];
type Story = {
  readonly about: string;
  readonly run?: Partial<FlowRunFacts>;
  readonly steps: readonly Step[];
};

// Each proposal is written TYPE or TYPE:Name, a forced one with an exclamation mark, and each state TYPE:Name.
const stories: readonly Story[] = [
  {
    about: "a run that completes",
    steps: [
      ["PENDING", "accept", "PENDING:Pending", { run_count: 0 }],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["COMPLETED", "accept", "COMPLETED:Completed", { run_count: 1, total_run_time: 1 }],
      ["CRASHED", "abort", "COMPLETED:Completed"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 2, end_time: null }],
    ],
  },
  {
    about: "a run that is retried in its process until its retries are used up",
    run: { empirical_policy: { retries: 1, retry_delay: 3 } },
    steps: [
      ["PENDING", "accept", "PENDING:Pending"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["FAILED", "reject", "SCHEDULED:AwaitingRetry", { end_time: null }],
      ["RUNNING", "wait", "SCHEDULED:AwaitingRetry"],
      ["RUNNING", "wait", "SCHEDULED:AwaitingRetry"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 2 }],
      ["FAILED", "accept", "FAILED:Failed", { run_count: 2, total_run_time: 2 }],
    ],
  },
  {
    about: "a run that is claimed by one of two workers",
    run: { deployment_id: DEPLOYMENT_ID },
    steps: [
      ["SCHEDULED", "accept", "SCHEDULED:Scheduled"],
      ["SCHEDULED:Late", "accept", "SCHEDULED:Late"],
      ["SCHEDULED:Late", "reject", "SCHEDULED:Late"],
      ["PENDING", "accept", "PENDING:Pending"],
      ["PENDING", "abort", "PENDING:Pending"],
      ["PENDING:Submitting", "accept", "PENDING:Submitting"],
      ["RUNNING", "accept", "RUNNING:Running"],
      ["PENDING", "abort", "RUNNING:Running"],
      ["SCHEDULED:Late", "reject", "RUNNING:Running"],
    ],
  },
  {
    about: "a run that pauses and is resumed in its process",
    steps: [
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["PAUSED", "accept", "PAUSED:Paused", { run_count: 1 }],
      ["PAUSED", "reject", "PAUSED:Paused"],
      ["PENDING", "reject", "PAUSED:Paused"],
      // The flag that spares a resumed run the count is set only after this state is counted.
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 2 }],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 2 }],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 3 }],
    ],
  },
  {
    about: "a run that is suspended and resumed through its deployment",
    run: { deployment_id: DEPLOYMENT_ID },
    steps: [
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["PAUSED:Suspended", "accept", "PAUSED:Suspended"],
      ["SCHEDULED:Resuming", "accept", "SCHEDULED:Resuming"],
      ["PENDING", "accept", "PENDING:Pending"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 1 }],
      ["COMPLETED", "accept", "COMPLETED:Completed", { run_count: 1 }],
    ],
  },
  {
    about: "a suspended run that is cancelled",
    run: { deployment_id: DEPLOYMENT_ID },
    steps: [
      ["RUNNING", "accept", "RUNNING:Running"],
      ["PAUSED:Suspended", "accept", "PAUSED:Suspended"],
      ["CANCELLING", "reject", "CANCELLED:Cancelled"],
      ["CANCELLING", "abort", "CANCELLED:Cancelled"],
      ["PENDING", "abort", "CANCELLED:Cancelled"],
    ],
  },
  {
    about: "a running run that is cancelled",
    steps: [
      ["RUNNING", "accept", "RUNNING:Running"],
      ["CANCELLING", "accept", "CANCELLING:Cancelling"],
      ["COMPLETED", "reject", "CANCELLING:Cancelling"],
      ["CANCELLING", "reject", "CANCELLING:Cancelling"],
      ["CANCELLED", "accept", "CANCELLED:Cancelled"],
    ],
  },
  {
    about: "a force, which few rules withstand",
    steps: [
      ["SCHEDULED", "accept", "SCHEDULED:Scheduled"],
      ["!CANCELLING", "reject", "CANCELLED:Cancelled"],
      ["!RUNNING", "accept", "RUNNING:Running"],
      ["!CANCELLING", "accept", "CANCELLING:Cancelling"],
      ["!RUNNING:Custom", "accept", "RUNNING:Custom"],
      ["!PENDING", "accept", "PENDING:Pending"],
      ["!COMPLETED", "accept", "COMPLETED:Completed"],
      ["!CRASHED", "accept", "CRASHED:Crashed"],
    ],
  },
  {
    about: "a cancelled run whose process says by force that it crashed",
    run: { infrastructure_pid: "host:17" },
    steps: [
      ["RUNNING", "accept", "RUNNING:Running"],
      ["CANCELLING", "accept", "CANCELLING:Cancelling"],
      ["!CRASHED", "reject", "CANCELLING:Cancelling"],
      ["!CANCELLED", "accept", "CANCELLED:Cancelled"],
    ],
  },
  {
    about: "a failed run that its deployment starts again",
    run: { deployment_id: DEPLOYMENT_ID },
    steps: [
      ["RUNNING", "accept", "RUNNING:Running"],
      ["FAILED", "accept", "FAILED:Failed"],
      ["SCHEDULED:Late", "reject", "FAILED:Failed"],
      ["SCHEDULED:AwaitingRetry", "accept", "SCHEDULED:AwaitingRetry", { run_count: 1, end_time: null }],
      ["PENDING", "accept", "PENDING:Pending"],
      ["RUNNING", "accept", "RUNNING:Running", { run_count: 2 }],
    ],
  },
];

describe.each(stories)("$about", ({ run, steps }) => {
  test("goes as told", () => {
    let history: FlowRunHistory = { flowRun: flowRunOf(run), states: [] };
    for (const [index, [text, outcome, state, row = {}]] of steps.entries()) {
      const isForced = text.startsWith("!");
      const [type, name] = text.replace("!", "").split(":") as [StateCreate["type"], string | undefined];
      const pause_reschedule = name === "Suspended";
      const proposed = { type, name, state_details: { pause_reschedule } };
      const policy = isForced ? "minimal" : "core";
      const { verdict, history: next } = advanceFlowRun(history, {
        proposed,
        policy,
        now: addSeconds(NOW, index),
      });
      const current = next.states.at(-1);
      expect([index, verdict.kind]).toEqual([index, outcome]);
      expect([index, `${current?.type}:${current?.name}`]).toEqual([index, state]);
      expect(next.flowRun).toMatchObject(row);
      history = next;
    }
  });
});
