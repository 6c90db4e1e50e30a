import { addSeconds, newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlow, createFlowRun, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const START = "2026-01-01T00:00:00.000001Z";
const at = (seconds: number) => addSeconds(START, seconds);
const input = (id: string) => ({ input_type: "task_run", id });

type Node = {
  id: string;
  parents: { id: string }[];
  children: { id: string }[];
  encapsulating: { id: string }[];
};

onEachServer((server) => {
  const graphOf = async (id: string, query = "") =>
    (await server.get(`/flow_runs/${id}/graph-v2${query}`)).body;
  const nodesOf = async (id: string, query = ""): Promise<Node[]> =>
    (await graphOf(id, query)).nodes.map(([, node]: [string, Node]) => node);
  const report = (events: object[]) => server.post("/events", events);
  const ran = (flowRunId: string, id: string, from: number, to: number | null, task_inputs: object = {}) =>
    taskRunEvent({
      id,
      flowRunId,
      name: `task-${id.slice(-4)}`,
      type: to === null ? "RUNNING" : "COMPLETED",
      at: at(to ?? from),
      taskRun: { start_time: at(from), end_time: to === null ? undefined : at(to), task_inputs },
    });

  test("a run without task runs has an empty graph with its own states and times", async () => {
    const flowRun = await createFlowRun(server);
    expect(await graphOf(flowRun.id)).toMatchObject({
      start_time: flowRun.expected_start_time,
      end_time: null,
      root_node_ids: [],
      nodes: [],
      artifacts: [],
    });
    await setState(server, flowRun.id, { type: "RUNNING" });
    await setState(server, flowRun.id, { type: "COMPLETED" });
    const graph = await graphOf(flowRun.id);
    const { body: run } = await server.get(`/flow_runs/${flowRun.id}`);
    expect(graph).toMatchObject({ start_time: run.start_time, end_time: run.end_time });
    expect(graph.states.map(({ type, name }: { type: string; name: string }) => `${type} ${name}`)).toEqual([
      "PENDING Pending",
      "RUNNING Running",
      "COMPLETED Completed",
    ]);
    expect(graph.states[2]).toEqual({
      id: run.state_id,
      timestamp: run.state.timestamp,
      type: "COMPLETED",
      name: "Completed",
    });
  });

  test("nodes are task runs in the order of their starts, linked by what they were given", async () => {
    const flowRun = await createFlowRun(server);
    const [a, b, c] = [newId(), newId(), newId()];
    await report([
      ran(flowRun.id, c, 3, null, {
        x: [input(a), input(b)],
        y: [input(a)],
        z: [{ input_type: "constant", type: "int" }],
      }),
      ran(flowRun.id, a, 1, 2),
      ran(flowRun.id, b, 2, 3, { x: [input(a)] }),
    ]);
    const graph = await graphOf(flowRun.id);
    expect(graph.nodes.map(([id]: [string]) => id)).toEqual([a, b, c]);
    expect(graph.root_node_ids).toEqual([a]);
    const [first, second, third] = await nodesOf(flowRun.id);
    expect(first).toEqual({
      kind: "task-run",
      id: a,
      label: `task-${a.slice(-4)}`,
      state_type: "COMPLETED",
      state_name: "Completed",
      start_time: at(1),
      end_time: at(2),
      parents: [],
      children: [{ id: b }, { id: c }],
      encapsulating: [],
      artifacts: [],
    });
    expect(second).toMatchObject({ parents: [{ id: a }], children: [{ id: c }] });
    expect(third).toMatchObject({ parents: [{ id: a }, { id: b }], children: [], end_time: null });
  });

  test("a task run called inside another is enclosed by it, not its child", async () => {
    const flowRun = await createFlowRun(server);
    const [outer, inner] = [newId(), newId()];
    await report([
      ran(flowRun.id, outer, 1, 4),
      ran(flowRun.id, inner, 2, 3, {
        __parents__: [input(outer)],
        x: [{ input_type: "parameter", name: "x" }],
      }),
    ]);
    const [first, second] = await nodesOf(flowRun.id);
    expect(first).toMatchObject({ id: outer, children: [] });
    expect(second).toMatchObject({ id: inner, parents: [], encapsulating: [{ id: outer }] });
  });

  test("a subflow's run stands in place of the task run that stands for it", async () => {
    const parent = await createFlowRun(server);
    const before = newId();
    await report([ran(parent.id, before, 1, 2)]);
    const { body: standIn } = await server.post("/task_runs/", {
      flow_run_id: parent.id,
      task_key: "sub",
      dynamic_key: "0",
      task_inputs: { x: [input(before)] },
    });
    const flow = await createFlow(server, { name: "Subflow of the graph" });
    const child = await createFlowRun(server, {
      flow_id: flow.id,
      name: "kid",
      parent_task_run_id: standIn.id,
    });
    await setState(server, child.id, { type: "RUNNING" });
    const after = newId();
    await report([ran(parent.id, after, 9e8, null, { x: [input(standIn.id)] })]);

    const nodes = await nodesOf(parent.id);
    expect(nodes.map(({ id }) => id)).toEqual([before, child.id, after]);
    expect(nodes[1]).toMatchObject({
      kind: "flow-run",
      label: "Subflow of the graph / kid",
      state_type: "RUNNING",
      parents: [{ id: before }],
      children: [{ id: after }],
    });
    expect(nodes[2]).toMatchObject({ parents: [{ id: child.id }] });
  });

  test("since leaves out what ended before", async () => {
    const flowRun = await createFlowRun(server);
    const [early, late, open] = [newId(), newId(), newId()];
    await report([
      ran(flowRun.id, early, 1, 2),
      ran(flowRun.id, late, 1, 5, { x: [input(early)] }),
      ran(flowRun.id, open, 1.5, null),
    ]);
    const since = encodeURIComponent(at(3));
    const ids = (await nodesOf(flowRun.id, `?since=${since}`)).map(({ id }) => id);
    expect(ids.sort()).toEqual([late, open].sort());
    expect((await server.get(`/flow_runs/${flowRun.id}/graph-v2?since=later`)).status).toBe(422);
  });

  test("a task run that is neither started nor expected is no node yet", async () => {
    const flowRun = await createFlowRun(server);
    await report([
      taskRunEvent({
        flowRunId: flowRun.id,
        type: "PENDING",
        taskRun: { expected_start_time: undefined, start_time: undefined },
      }),
    ]);
    expect((await graphOf(flowRun.id)).nodes).toEqual([]);
  });

  test("a graph is drawn whatever odd inputs a task run was reported with", async () => {
    const flowRun = await createFlowRun(server);
    await report([
      ran(flowRun.id, newId(), 1, 2, { x: "text", y: [1, null, { input_type: "task_run" }], z: null }),
    ]);
    expect(await nodesOf(flowRun.id)).toHaveLength(1);
  });

  describe("artifacts", () => {
    const create = async (own: object) => (await server.post("/artifacts/", { data: "x", ...own })).body;
    const shown = (artifact: { id: string; created: string }, own: object) => ({
      id: artifact.id,
      created: artifact.created,
      key: null,
      type: "markdown",
      is_latest: true,
      data: null,
      ...own,
    });

    test("stand on the nodes of their task runs, and those of no task at the root", async () => {
      const flowRun = await createFlowRun(server);
      const task_run_id = newId();
      await report([ran(flowRun.id, task_run_id, 0, 1)]);
      const flow_run_id = flowRun.id;
      const old = await create({ type: "markdown", key: `k-${flow_run_id}`, flow_run_id, task_run_id });
      const latest = await create({ type: "markdown", key: old.key, flow_run_id, task_run_id });
      const progress = await create({ type: "progress", data: 12.5, flow_run_id });
      await create({ type: "result", flow_run_id, task_run_id });
      await create({ type: "markdown", flow_run_id: newId(), task_run_id });
      const graph = await graphOf(flow_run_id);
      expect(graph.nodes[0][1].artifacts).toEqual([
        shown(old, { key: old.key, is_latest: false }),
        shown(latest, { key: old.key }),
      ]);
      expect(graph.artifacts).toEqual([shown(progress, { type: "progress", data: 12.5 })]);
    });

    test("stay with their nodes when these change while a page watches", async () => {
      const flowRun = await createFlowRun(server);
      const id = newId();
      await report([ran(flowRun.id, id, 0, null)]);
      const artifact = await create({ type: "link", flow_run_id: flowRun.id, task_run_id: id });
      using page = await server.connect("/ui/stream", { protocol: null });
      page.send({ type: "subscribe", topic: `run:${flowRun.id}` });
      await page.next();
      await report([ran(flowRun.id, id, 0, 1)]);
      const { changes } = await page.next();
      // What was written just before may reach the page with it.
      expect(changes.filter(({ kind }: { kind: string }) => kind === "node")).toMatchObject([
        { kind: "node", node: { id, artifacts: [{ id: artifact.id }] } },
      ]);
    });
  });

  describe("the older list of dependencies", () => {
    const listOf = (id: string) => server.get(`/flow_runs/${id}/graph`);

    test("has each task run with those whose results it takes, once each", async () => {
      const flowRun = await createFlowRun(server);
      const [first, second] = [newId(), newId()];
      await report([
        ran(flowRun.id, first, 0, 1),
        ran(flowRun.id, second, 2, 3, {
          x: [input(first), { input_type: "parameter", name: "p" }],
          y: [input(first), { input_type: "constant", type: "int" }],
        }),
      ]);
      const { body } = await listOf(flowRun.id);
      expect(body).toMatchObject([
        {
          id: first,
          upstream_dependencies: [],
          untrackable_result: false,
          start_time: at(0),
          end_time: at(1),
        },
        {
          id: second,
          name: `task-${second.slice(-4)}`,
          upstream_dependencies: [input(first)],
          state: { type: "COMPLETED" },
          total_run_time: 0,
          estimated_run_time: 0,
        },
      ]);
    });

    test("of an unknown run is 404", async () => {
      expect((await listOf(newId())).status).toBe(404);
    });
  });
});

describe("a server whose graphs have at most three nodes", () => {
  onEachServer(
    (server) => {
      test("refuses a larger one", async () => {
        const flowRun = await createFlowRun(server);
        const events = [1, 2, 3].map((second) =>
          taskRunEvent({ flowRunId: flowRun.id, taskRun: { start_time: at(second) } }),
        );
        await server.post("/events", events);
        expect((await server.get(`/flow_runs/${flowRun.id}/graph-v2`)).body.nodes).toHaveLength(3);
        await server.post("/events", [
          taskRunEvent({ flowRunId: flowRun.id, taskRun: { start_time: at(4) } }),
        ]);
        const answer = await server.get(`/flow_runs/${flowRun.id}/graph-v2`);
        expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("3") } });
      });
    },
    { serverGraphMaxNodes: 3 },
  );
});
