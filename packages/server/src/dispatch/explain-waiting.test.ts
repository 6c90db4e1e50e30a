import { addSeconds, type FlowRun } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { explainWaiting } from "./explain-waiting.ts";
import type { DeploymentInSight, LimitInSight, QueueInSight, WaitingFacts } from "./waiting-facts.ts";

const NOW = "2026-01-01T12:00:00.000000Z";
const ago = (seconds: number) => addSeconds(NOW, -seconds);

const scheduled = {
  id: "0190a0b0-0000-7000-8000-000000000001",
  state_type: "SCHEDULED",
  state_name: "Scheduled",
  next_scheduled_start_time: ago(10),
  empirical_policy: { retry_type: null },
  labels: {},
  state: null,
} as unknown as FlowRun;

const limit = (taken: number, of: number): LimitInSight => ({
  name: "limited",
  limit: of,
  taken,
  holders: [{ id: "0190a0b0-0000-7000-8000-000000000002", name: "holder" }],
});

const queue: QueueInSight = {
  name: "q",
  isPaused: false,
  limit: null,
  isPolled: true,
  lastPolled: ago(3),
  ahead: 0,
  pool: {
    name: "p",
    type: "process",
    isPaused: false,
    limit: null,
    onlineWorkers: ["w"],
    lastWorker: { name: "w", heardOf: ago(5) },
  },
};
const inPool = (own: Partial<QueueInSight["pool"]>): Partial<QueueInSight> => ({
  pool: { ...queue.pool, ...own },
});
const deployment: DeploymentInSight = { name: "d", isPaused: false, isServed: false, lastPolled: null };

const explain = (own: Partial<WaitingFacts>) =>
  explainWaiting({
    now: NOW,
    flowRun: scheduled,
    deployment,
    queue,
    deploymentLimit: null,
    tagLimits: [],
    ...own,
  });
const shut = (own: Partial<WaitingFacts>) => explain(own).gates.filter(({ is_open }) => !is_open);

test("a run that nothing keeps is said to be taken on next", () => {
  expect(explain({})).toMatchObject({
    flow_run_id: scheduled.id,
    is_waiting: true,
    summary: "Nothing keeps it: a worker takes it on when it next asks for runs.",
  });
  expect(shut({})).toEqual([]);
  expect(explain({}).gates.map(({ gate }) => gate)).toEqual([
    "scheduled-time",
    "deployment",
    "work-pool",
    "work-queue",
    "worker",
    "line",
  ]);
});

describe("a scheduled run is kept", () => {
  test.each<[string, Partial<WaitingFacts>, string, string]>([
    [
      "by its time",
      { flowRun: { ...scheduled, next_scheduled_start_time: addSeconds(NOW, 7200) } },
      "scheduled-time",
      "It is scheduled for later: in 2 hours.",
    ],
    [
      "by its retry",
      {
        flowRun: {
          ...scheduled,
          state_name: "AwaitingRetry",
          next_scheduled_start_time: addSeconds(NOW, 60),
        },
      },
      "scheduled-time",
      "It failed and is tried again later: in 1 minute.",
    ],
    [
      "by the process that retries it",
      { flowRun: { ...scheduled, empirical_policy: { retry_type: "in_process" } } },
      "own-process",
      "The process that ran it tries it again by itself; no worker can take it.",
    ],
    [
      "by a deployment that is gone",
      { deployment: "deleted" },
      "deployment",
      "Its deployment was deleted, so nothing can start it.",
    ],
    [
      "by having neither a deployment nor a pool",
      { deployment: null, queue: null },
      "deployment",
      "It has no deployment and is in no work pool: only the program that made it can run it.",
    ],
    [
      "by a deployment that nobody serves",
      { deployment: { ...deployment, lastPolled: ago(90) }, queue: null },
      "deployment",
      "The deployment d is in no work pool, and no process asks for its runs (last asked for 2 minutes ago).",
    ],
    [
      "by its pool",
      { queue: { ...queue, ...inPool({ isPaused: true }) } },
      "work-pool",
      "The work pool p is paused; resume it.",
    ],
    [
      "by its queue",
      { queue: { ...queue, isPaused: true } },
      "work-queue",
      "The work queue q is paused; resume it.",
    ],
    [
      "by workers that left",
      {
        queue: {
          ...queue,
          isPolled: false,
          ...inPool({ onlineWorkers: [], lastWorker: { name: "w", heardOf: ago(180) } }),
        },
      },
      "worker",
      "No worker of the pool p is online; the last, w, was heard of 3 minutes ago. Start one: reeve worker start -p p",
    ],
    [
      "by workers that never came",
      {
        queue: {
          ...queue,
          isPolled: false,
          lastPolled: null,
          ...inPool({ onlineWorkers: [], lastWorker: null }),
        },
      },
      "worker",
      "No worker of the pool p is online; there has been none yet. Start one: reeve worker start -p p",
    ],
    [
      "by workers of other queues",
      { queue: { ...queue, isPolled: false, lastPolled: ago(86_400) } },
      "worker",
      "Workers of the pool p are online, but none fetches the runs of the queue q (last asked for 1 day ago).",
    ],
    [
      "by agents that left",
      { queue: { ...queue, isPolled: false, lastPolled: null, ...inPool({ type: "prefect-agent" }) } },
      "worker",
      "No agent fetches the runs of the queue q (never asked for).",
    ],
    [
      "by its pool's limit",
      { queue: { ...queue, ...inPool({ limit: limit(2, 2) }) } },
      "work-pool-limit",
      "2 of 2 slots of the work pool p are taken.",
    ],
    [
      "by its queue's limit",
      { queue: { ...queue, limit: limit(3, 2) } },
      "work-queue-limit",
      "3 of 2 slots of the work queue q are taken.",
    ],
    [
      "by its deployment's limit",
      { deploymentLimit: limit(1, 1) },
      "deployment-limit",
      "1 of 1 slots of the deployment are taken.",
    ],
    [
      "by a limit of nothing",
      { deploymentLimit: limit(0, 0) },
      "deployment-limit",
      "The limit of the deployment is 0, so none of its runs may run.",
    ],
  ])("%s", (_by, facts, gate, reason) => {
    expect(shut(facts)).toMatchObject([{ gate, reason }]);
    expect(explain(facts)).toMatchObject({ is_waiting: true, summary: reason });
  });

  test("by who holds the slots of a limit, who are named", () => {
    const [gate] = shut({ queue: { ...queue, limit: limit(1, 1) } });
    expect(gate?.holders).toEqual([
      { kind: "flow-run", id: "0190a0b0-0000-7000-8000-000000000002", name: "holder" },
    ]);
  });

  test("until a time that is told", () => {
    const time = addSeconds(NOW, 30);
    expect(shut({ flowRun: { ...scheduled, next_scheduled_start_time: time } })).toMatchObject([
      { opens_at: time },
    ]);
  });

  test("by several things, of which the first is told and the others counted", () => {
    const facts = { queue: { ...queue, isPaused: true, limit: limit(1, 1), ...inPool({ isPaused: true }) } };
    expect(explain(facts).summary).toBe("The work pool p is paused; resume it. 2 more things keep it too.");
  });
});

test("a limit with room, a paused deployment and runs before it do not keep a run", () => {
  const facts = {
    deployment: { ...deployment, isPaused: true },
    deploymentLimit: limit(0, 1),
    queue: { ...queue, ahead: 2, limit: limit(1, 2) },
  };
  expect(shut(facts)).toEqual([]);
  const reasons = explain(facts).gates.map(({ reason }) => reason);
  expect(reasons).toEqual(
    expect.arrayContaining([
      "Its deployment is paused: no new runs are scheduled, but those there are may run.",
      "1 of 2 slots of the work queue q are taken.",
      "2 runs of the queue q are due before it.",
    ]),
  );
});

test("a run of a deployment that a process serves waits for that process", () => {
  expect(explain({ queue: null, deployment: { ...deployment, isServed: true } }).summary).toBe(
    "Nothing keeps it: the process that serves its deployment takes it on when it next asks for runs.",
  );
});

describe("a run in another state", () => {
  const inState = (state_type: string, state_name: string, own: object = {}) =>
    ({ ...scheduled, next_scheduled_start_time: null, state_type, state_name, ...own }) as FlowRun;
  const state = (own: object) =>
    ({ timestamp: ago(4), state_details: {}, ...own }) as unknown as FlowRun["state"];

  test("is with the worker that claimed it", () => {
    const labels = { "prefect.worker.name": "w" };
    const flowRun = inState("PENDING", "Submitting", { labels, state: state({}) });
    expect(explain({ flowRun })).toMatchObject({
      is_waiting: true,
      summary: "The worker w took it on and has yet to start it (Submitting).",
    });
  });

  test("waits in its process for its time when it was claimed early", () => {
    const details = { scheduled_time: addSeconds(NOW, 5) };
    const flowRun = inState("PENDING", "Pending", { state: state({ state_details: details }) });
    expect(shut({ flowRun })).toMatchObject([
      { gate: "scheduled-time", opens_at: details.scheduled_time },
      { gate: "claim" },
    ]);
  });

  test("that is paused waits for somebody, until its timeout", () => {
    const flowRun = inState("PAUSED", "Suspended", {
      state: state({ state_details: { pause_timeout: NOW } }),
    });
    expect(explain({ flowRun })).toMatchObject({
      is_waiting: true,
      summary: "It is paused until somebody resumes it.",
      gates: [{ gate: "state", opens_at: NOW }],
    });
  });

  test.each([
    ["COMPLETED", "Cached", false, "It has ended: Cached."],
    ["CRASHED", "Crashed", false, "It has ended: Crashed."],
    ["CANCELLING", "Cancelling", true, "It is being cancelled."],
    ["RUNNING", "Running", false, "It is running."],
  ])("%s (%s): waiting %s", (type, name, is_waiting, summary) => {
    expect(explain({ flowRun: inState(type, name) })).toMatchObject({ is_waiting, summary });
  });

  test("that is running waits when its tasks find no slots", () => {
    const flowRun = inState("RUNNING", "Running");
    const tagLimits = [limit(1, 3), { ...limit(2, 2), name: "tag:database" }];
    expect(explain({ flowRun, tagLimits })).toMatchObject({
      is_waiting: true,
      summary: "Tasks of it wait for slots of their tags' limits: tag:database (2 of 2).",
      gates: [{ gate: "tag-limits", holders: [{ kind: "concurrency-limit", name: "tag:database" }] }],
    });
  });
});
