import { newId } from "@reeve/protocol";
import { afterEach, beforeAll, expect, test } from "vitest";
import { createDeployment, createFlow, createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { READS } from "../all-reads.ts";
import { answerNear } from "./near-reads.ts";
import { answerRead } from "./reads.ts";

const START = Date.UTC(2026, 0, 1);

onEachServer((server) => {
  let flow: string;
  let run: string;
  let task: string;
  beforeAll(async () => {
    flow = (await createFlow(server)).id;
    run = (await createFlowRun(server, { flow_id: flow, state: { type: "RUNNING" } })).id;
    await createFlowRun(server, { flow_id: flow, state: { type: "SCHEDULED" } });
    await createDeployment(server, { flow_id: flow });
    task = newId();
    await addTaskRuns(run, ["COMPLETED", "COMPLETED", "FAILED"], task);
    await createFlowRun(server, { parent_task_run_id: task });
    await log(["first", "second", "third"]);
    for (const name of ["b", "a", "c"]) await server.post("/variables/", { name, value: { big: 2 ** 40 } });
  });
  const addTaskRuns = (flowRunId: string, types: string[], first = newId()) =>
    server.post(
      "/events",
      types.map((type, n) => taskRunEvent({ id: n === 0 ? first : newId(), flowRunId, type })),
    );
  const log = (messages: string[], own: object = { flow_run_id: run, task_run_id: task }) =>
    server.post(
      "/logs/",
      messages.map((message, n) => {
        const timestamp = new Date(START + n * 1000).toISOString();
        return { name: "n", level: 20, message, timestamp, ...own };
      }),
    );
  afterEach(() => expect(server.errors).toEqual([]));

  const ask = async (path: string, body: unknown) => {
    const read = READS.find(({ endpoint }) => endpoint.path === path && endpoint.method === "POST")!;
    const context = testContext(server.database);
    const parts = () => ({
      params: {},
      query: {},
      body: structuredClone(body),
      caller: {} as never,
      origin: "",
      isSecure: false,
    });
    const near = await answerNear(read, context, parts());
    return {
      near: near && JSON.parse(near),
      far: async () => JSON.parse(await answerRead(read, context, parts())),
    };
  };
  const ofRun = (id = run) => ({ flow_runs: { id: { any_: [id] } } });
  const logs = (filter: object, own: object = {}) => ({ logs: filter, limit: 50, ...own });
  const inState = (...types: string[]) => ({ flow_runs: { state: { type: { any_: types } } } });
  /** As Python's client sends it: every field, most of them null. */
  const spelledOut = {
    flows: null,
    flow_runs: { operator: "and_", id: { any_: "ID", not_any_: null }, name: null, tags: null, state: null },
    task_runs: null,
    deployments: null,
  };

  test.each<[string, string, () => unknown]>([
    ["all flow runs", "/flow_runs/count", () => ({})],
    ["the flow runs of some states", "/flow_runs/count", () => inState("SCHEDULED", "FAILED")],
    ["the flow runs of no state", "/flow_runs/count", () => inState()],
    ["the task runs of a run", "/task_runs/count", () => ofRun()],
    ["those of a run that is not there", "/task_runs/count", () => ofRun(newId())],
    ["those of a run whose id is in capitals", "/task_runs/count", () => ofRun(run.toUpperCase())],
    [
      "those of a run whose filter is spelled out",
      "/task_runs/count",
      () => JSON.parse(JSON.stringify(spelledOut).replace('"ID"', JSON.stringify([run]))),
    ],
    ["the task runs of a run by state", "/ui/task_runs/count", () => ofRun()],
    [
      "the task runs of some runs",
      "/ui/flow_runs/count-task-runs",
      () => ({ flow_run_ids: [run, newId(), run.toUpperCase()] }),
    ],
    ["the deployments of flows", "/ui/flows/count-deployments", () => ({ flow_ids: [flow, newId()] })],
    ["the deployments of no flow", "/ui/flows/count-deployments", () => ({ flow_ids: [] })],
    ["the next runs of flows", "/ui/flows/next-runs", () => ({ flow_ids: [flow, newId()] })],
    ["the log of a run", "/logs/filter", () => logs({ flow_run_id: { any_: [run] } })],
    [
      "the newest lines of a run's log",
      "/logs/filter",
      () => logs({ flow_run_id: { any_: [run] } }, { limit: 1, offset: 1, sort: "TIMESTAMP_DESC" }),
    ],
    [
      "the log of a task run",
      "/logs/filter",
      () => logs({ operator: "and_", flow_run_id: null, task_run_id: { any_: [task] } }),
    ],
    ["the variables", "/variables/filter", () => ({ limit: 50, offset: 0 })],
    [
      "the last variable by name",
      "/variables/filter",
      () => ({ limit: 1, sort: "NAME_DESC", variables: null }),
    ],
  ])("%s: what is near is answered like the rest", async (_, path, body) => {
    const { near, far } = await ask(path, body());
    expect(near).toBeDefined();
    expect(near).toEqual(await far());
  });

  test.each<[string, string, () => unknown]>([
    [
      "of a day",
      "/flow_runs/count",
      () => ({ flow_runs: { start_time: { after_: "2026-01-01T00:00:00Z" } } }),
    ],
    ["of a flow", "/flow_runs/count", () => ({ flows: { id: { any_: [flow] } } })],
    ["of two runs", "/task_runs/count", () => ({ flow_runs: { id: { any_: [run, newId()] } } })],
    ["of a run and a name", "/task_runs/count", () => ({ ...ofRun(), task_runs: { name: { like_: "a" } } })],
    ["of no run", "/task_runs/count", () => ({})],
    ["that is none", "/task_runs/count", () => ({ flow_runs: { id: { any_: ["x"] } } })],
    ["with a word of its own", "/task_runs/count", () => ({ flow_runs: { id: { any_: [run] }, own: null } })],
    ["of all logs", "/logs/filter", () => logs({})],
    ["of a page as long as may be", "/logs/filter", () => ({ logs: { flow_run_id: { any_: [run] } } })],
    ["of a page far behind", "/logs/filter", () => logs({ flow_run_id: { any_: [run] } }, { offset: 5000 })],
    ["of many flows", "/ui/flows/next-runs", () => ({ flow_ids: Array.from({ length: 100 }, newId) })],
    ["that is no object", "/task_runs/count", () => [ofRun()]],
  ])("a body %s is not near", async (_, path, body) => {
    expect((await ask(path, body())).near).toBeUndefined();
  });

  test("a run with many task runs, and a log with a long line, turn out to be not near", async () => {
    const { id } = await createFlowRun(server, { flow_id: flow });
    await addTaskRuns(
      id,
      Array.from({ length: 200 }, () => "COMPLETED"),
    );
    for (const [path, body] of [
      ["/ui/task_runs/count", ofRun(id)],
      ["/ui/flow_runs/count-task-runs", { flow_run_ids: [id, run] }],
    ] as const) {
      expect((await ask(path, body)).near, path).toBeUndefined();
    }
    expect((await ask("/task_runs/count", ofRun(id))).near).toBe(200);
    const { id: other } = await createFlowRun(server, { flow_id: flow });
    await addTaskRuns(
      other,
      Array.from({ length: 100 }, () => "COMPLETED"),
    );
    for (const most of [true, false]) {
      for (const [path, body] of [
        ["/ui/task_runs/count", ofRun(other)],
        ["/ui/flow_runs/count-task-runs", { flow_run_ids: [other] }],
      ] as const) {
        expect((await ask(path, body)).near !== undefined, path).toBe(most);
      }
      await addTaskRuns(other, ["COMPLETED"]);
    }
    await log(["short", "long".repeat(1000)], { flow_run_id: id });
    expect((await ask("/logs/filter", logs({ flow_run_id: { any_: [id] } }))).near).toBeUndefined();
    expect(
      (await ask("/logs/filter", logs({ flow_run_id: { any_: [id] } }, { limit: 1 }))).near,
    ).toHaveLength(1);
  });

  test("a limit beyond the server's own is refused where it is near, too", async () => {
    const read = READS.find(({ endpoint }) => endpoint.name === "listVariables")!;
    const context = testContext(server.database);
    const settings = { ...context.settings, serverApiDefaultLimit: 10 };
    const parts = {
      params: {},
      query: {},
      body: { limit: 11 },
      caller: {} as never,
      origin: "",
      isSecure: false,
    };
    await expect(answerNear(read, { ...context, settings }, parts)).rejects.toThrow("The limit is 11");
  });
});
