import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createFlow, createFlowRun, setState } from "../../test/sample-requests.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const why = async (id: string) => (await server.get(`/flow_runs/${id}/why-waiting`)).body;
  const shut = async (id: string) =>
    (await why(id)).gates
      .filter(({ is_open }: { is_open: boolean }) => !is_open)
      .map(({ gate }: { gate: string }) => gate);
  const SCHEDULED = { state: { type: "SCHEDULED" } };

  async function createPool(own: object = {}) {
    const { body } = await server.post("/work_pools/", {
      name: `pool-${randomUUID()}`,
      type: "process",
      ...own,
    });
    return body as { name: string; default_queue_id: string };
  }

  test("a run in a pool is kept by what is found there, and by nothing once that is put right", async () => {
    const pool = await createPool({ concurrency_limit: 1, is_paused: true });
    const own = { work_pool_name: pool.name };
    const holder = await createFlowRun(server, { ...own, state: { type: "RUNNING" } });
    await createFlowRun(server, { ...own, ...SCHEDULED });
    const { id } = await createFlowRun(server, { ...own, ...SCHEDULED });
    await server.call("PATCH", `/work_queues/${pool.default_queue_id}`, {
      is_paused: true,
      concurrency_limit: 1,
    });
    expect(await shut(id)).toEqual([
      "work-pool",
      "work-queue",
      "worker",
      "work-pool-limit",
      "work-queue-limit",
    ]);
    const { gates } = await why(id);
    const named = { kind: "flow-run", id: holder.id, name: holder.name };
    expect(gates.find(({ gate }: { gate: string }) => gate === "work-pool-limit").holders).toEqual([named]);
    expect(gates.find(({ gate }: { gate: string }) => gate === "work-queue-limit").holders).toEqual([named]);
    expect(gates.at(-1).reason).toContain("1 run of the queue default is due before it");

    await server.call("PATCH", `/work_pools/${pool.name}`, { is_paused: false });
    await server.call("PATCH", `/work_queues/${pool.default_queue_id}`, { is_paused: false });
    await server.post(`/work_pools/${pool.name}/workers/heartbeat`, { name: "w" });
    expect((await why(id)).gates.find(({ gate }: { gate: string }) => gate === "worker")).toMatchObject({
      is_open: false,
      holders: [{ kind: "worker", name: "w" }],
    });
    await server.post(`/work_pools/${pool.name}/get_scheduled_flow_runs`, {});
    await setState(server, holder.id, { type: "COMPLETED" });
    expect(await shut(id)).toEqual([]);
    expect(await why(id)).toMatchObject({ flow_run_id: id, is_waiting: true });
  });

  test("a run is kept by the limit of its deployment and told who holds it", async () => {
    const flow = await createFlow(server);
    const { body: limit } = await server.post("/v2/concurrency_limits/", { name: randomUUID(), limit: 1 });
    const deployment = sampleDeployment({ flow_id: flow.id, concurrency_limit_id: limit.id });
    await server.database.write((transaction) =>
      transaction.insertInto("deployments").values(deployment).execute(),
    );
    const pool = await createPool();
    const own = { flow_id: flow.id, deployment_id: deployment.id, work_pool_name: pool.name, ...SCHEDULED };
    const holder = await createFlowRun(server, own);
    const { id } = await createFlowRun(server, own);
    await setState(server, holder.id, { type: "PENDING" });
    const { gates } = await why(id);
    expect(gates.find(({ gate }: { gate: string }) => gate === "deployment-limit")).toMatchObject({
      is_open: false,
      reason: "1 of 1 slots of the deployment are taken.",
      holders: [{ kind: "flow-run", id: holder.id }],
    });
    await server.call("PATCH", `/v2/concurrency_limits/${limit.id}`, { limit: 2 });
    expect(await shut(id)).not.toContain("deployment-limit");
  });

  test("a run of a deployment that is gone, and one of none, can be started by nobody", async () => {
    const gone = await createFlowRun(server, { deployment_id: randomUUID(), ...SCHEDULED });
    expect(await shut(gone.id)).toEqual(["deployment"]);
    expect((await why(gone.id)).summary).toContain("was deleted");
    const none = await createFlowRun(server, SCHEDULED);
    expect((await why(none.id)).summary).toContain("only the program that made it");
  });

  test("a running run waits while the limit of its waiting tasks' tag is full", async () => {
    const tag = randomUUID();
    await server.post("/concurrency_limits/", { tag, concurrency_limit: 0 });
    const { id } = await createFlowRun(server, { state: { type: "RUNNING" } });
    expect(await why(id)).toMatchObject({ is_waiting: false, gates: [] });
    await server.post("/task_runs/", {
      flow_run_id: id,
      task_key: "t",
      dynamic_key: "0",
      tags: [tag],
      state: { type: "PENDING" },
    });
    expect(await why(id)).toMatchObject({
      is_waiting: true,
      gates: [{ gate: "tag-limits", is_open: false, holders: [{ name: `tag:${tag}` }] }],
    });
  });

  test("a run that is not there waits for nothing", async () => {
    expect((await server.get(`/flow_runs/${randomUUID()}/why-waiting`)).status).toBe(404);
  });
});
