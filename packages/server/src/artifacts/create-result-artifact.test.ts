import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createFlowRun, historyOf, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const artifactsOf = async (flowRunId: string) =>
    (await server.post("/artifacts/filter", { artifacts: { flow_run_id: { any_: [flowRunId] } } })).body;
  const statesOf = async (flowRunId: string) =>
    (await server.get(`/flow_run_states/?flow_run_id=${flowRunId}`)).body.map(
      ({ data }: { data: unknown }) => data,
    );

  test("a state's result is an artifact of its run, and the state's data on every reading", async () => {
    const flowRun = await createFlowRun(server);
    await setState(server, flowRun.id, { type: "RUNNING" });
    const data = { storage_key: "s3://x", serializer: { type: "json" } };
    const { body } = await setState(server, flowRun.id, { type: "COMPLETED", data });
    expect(body.state.data).toEqual(data);
    expect((await server.get(`/flow_runs/${flowRun.id}`)).body.state.data).toEqual(data);
    expect(await artifactsOf(flowRun.id)).toMatchObject([
      { key: null, type: null, description: null, data, flow_run_id: flowRun.id, task_run_id: null },
    ]);
  });

  test("a result says how its artifact is named, and does not keep that itself", async () => {
    const flowRun = await createFlowRun(server);
    const key = `k-${randomUUID()}`;
    const fields = { artifact_key: key, artifact_type: "result", artifact_description: "d" };
    const { body } = await setState(server, flowRun.id, { type: "COMPLETED", data: { ...fields, x: 1 } });
    expect(body.state.data).toEqual({ x: 1 });
    const [artifact] = await artifactsOf(flowRun.id);
    expect(artifact).toMatchObject({ key, type: "result", description: "d", data: { x: 1 } });
    expect((await server.get(`/artifacts/${key}/latest`)).body.data).toEqual({ x: 1 });
  });

  test.each([[[1]], ["text"], [0], [false], [{}]])(
    "any data but none is kept as an artifact: %j",
    async (data) => {
      const flowRun = await createFlowRun(server, { state: { type: "RUNNING", data } });
      expect(flowRun.state.data).toEqual(data);
      expect(await artifactsOf(flowRun.id)).toMatchObject([{ data }]);
    },
  );

  test.each([[null], [{ type: "unpersisted", artifact_key: "k" }]])(
    "what is not stored makes no artifact: %j",
    async (data) => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "COMPLETED", data });
      expect(await statesOf(flowRun.id)).toEqual([null, null]);
      expect(await artifactsOf(flowRun.id)).toEqual([]);
    },
  );

  test("a refused state leaves no artifact", async () => {
    const flowRun = await createFlowRun(server);
    await setState(server, flowRun.id, { type: "CANCELLING" });
    await setState(server, flowRun.id, { type: "COMPLETED", data: { x: 1 } });
    expect(await historyOf(server, flowRun.id)).not.toContain("COMPLETED");
    expect(await artifactsOf(flowRun.id)).toEqual([]);
  });

  test("a state has the data that its artifact has", async () => {
    const flowRun = await createFlowRun(server);
    await setState(server, flowRun.id, { type: "RUNNING", data: { x: 1 } });
    await setState(server, flowRun.id, { type: "COMPLETED", data: { x: 2 } });
    const [second, first] = await artifactsOf(flowRun.id);
    await server.call("PATCH", `/artifacts/${first.id}`, { description: "kept" });
    await server.call("PATCH", `/artifacts/${second.id}`, { data: { x: 3 } });
    expect(await statesOf(flowRun.id)).toEqual([null, { x: 1 }, { x: 3 }]);
    await server.call("DELETE", `/artifacts/${second.id}`);
    expect(await statesOf(flowRun.id)).toEqual([null, { x: 1 }, null]);
  });

  test("a subflow's result is an artifact of its run and of the task run that stands for it", async () => {
    const parent = await createFlowRun(server);
    const { body: standIn } = await server.post("/task_runs/", {
      flow_run_id: parent.id,
      task_key: "sub",
      dynamic_key: "0",
    });
    const child = await createFlowRun(server, { parent_task_run_id: standIn.id });
    await setState(server, child.id, { type: "COMPLETED", data: { x: 1 } });
    expect(await artifactsOf(child.id)).toMatchObject([{ data: { x: 1 }, task_run_id: null }]);
    expect(await artifactsOf(parent.id)).toMatchObject([{ data: { x: 1 }, task_run_id: standIn.id }]);
    const [artifact] = await artifactsOf(parent.id);
    await server.call("DELETE", `/artifacts/${artifact.id}`);
    expect((await server.get(`/task_runs/${standIn.id}`)).body.state.data).toBeNull();
  });

  test("a task run that is created or set with a result has its artifact", async () => {
    const flowRun = await createFlowRun(server);
    const { body: taskRun } = await server.post("/task_runs/", {
      flow_run_id: flowRun.id,
      task_key: "t",
      dynamic_key: "0",
      state: { type: "PENDING", data: { x: 0 } },
    });
    const state = { type: "COMPLETED", data: { x: 1 } };
    await server.post(`/task_runs/${taskRun.id}/set_state`, { state, force: true });
    const found = await artifactsOf(flowRun.id);
    expect(found).toMatchObject([{ data: { x: 1 } }, { data: { x: 0 } }]);
    expect(found.map((artifact: { task_run_id: string }) => artifact.task_run_id)).toEqual([
      taskRun.id,
      taskRun.id,
    ]);
  });

  test("a reported state keeps its data without an artifact", async () => {
    const flowRun = await createFlowRun(server);
    const event = taskRunEvent({ flowRunId: flowRun.id, type: "COMPLETED", state: { data: { x: 1 } } });
    await server.post("/events", [event]);
    const taskRunId = event.resource["prefect.resource.id"].slice("prefect.task-run.".length);
    expect((await server.get(`/task_runs/${taskRunId}`)).body.state.data).toEqual({ x: 1 });
    expect(await artifactsOf(flowRun.id)).toEqual([]);
  });
});
