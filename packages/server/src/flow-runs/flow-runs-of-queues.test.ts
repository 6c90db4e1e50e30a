import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createFlow, createFlowRun, eventsOf } from "../../test/sample-requests.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { id: string; name: string; default_queue_id: string };
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
  });

  const addQueue = async (name: string) =>
    (await server.post(`/work_pools/${pool.name}/queues`, { name })).body as { id: string };
  const read = async (id: string) => (await server.get(`/flow_runs/${id}`)).body;

  test("a run is created in a pool's queue, or in its default queue, and says so", async () => {
    const queue = await addQueue("q");
    const inQueue = await createFlowRun(server, { work_pool_name: pool.name, work_queue_name: "q" });
    const expected = {
      work_pool_id: pool.id,
      work_pool_name: pool.name,
      work_queue_id: queue.id,
      work_queue_name: "q",
    };
    expect(inQueue).toMatchObject(expected);
    expect(await read(inQueue.id)).toMatchObject(expected);
    const inDefault = await createFlowRun(server, { work_pool_name: pool.name });
    expect(await read(inDefault.id)).toMatchObject({
      work_queue_id: pool.default_queue_id,
      work_queue_name: "default",
    });
  });

  test("the first event of such a run names its queue and its pool", async () => {
    const { id } = await createFlowRun(server, { work_pool_name: pool.name });
    const [created] = await eventsOf(server, `prefect.flow-run.${id}`);
    expect(created?.related.map((resource: object) => Object.values(resource)[0])).toEqual(
      expect.arrayContaining([`prefect.work-queue.${pool.default_queue_id}`, `prefect.work-pool.${pool.id}`]),
    );
  });

  test("a pool or a queue that is not there is not found, and not made", async () => {
    const flow = await createFlow(server);
    for (const names of [
      { work_pool_name: "none" },
      { work_pool_name: pool.name, work_queue_name: "none" },
    ]) {
      expect((await server.post("/flow_runs/", { flow_id: flow.id, ...names })).status).toBe(404);
    }
    expect((await server.get(`/work_pools/${pool.name}/queues/none`)).status).toBe(404);
  });

  test("a run outlives its pool, and keeps the name of its queue", async () => {
    const { id } = await createFlowRun(server, { work_pool_name: pool.name });
    await server.call("DELETE", `/work_pools/${pool.name}`);
    expect(await read(id)).toMatchObject({
      work_pool_id: null,
      work_pool_name: null,
      work_queue_id: null,
      work_queue_name: "default",
    });
  });

  test("runs are found by their pool and by their queue", async () => {
    const queue = await addQueue("q");
    const { id: inQueue } = await createFlowRun(server, { work_pool_name: pool.name, work_queue_name: "q" });
    const { id: inDefault } = await createFlowRun(server, { work_pool_name: pool.name });
    const { id: elsewhere } = await createFlowRun(server);
    const flow_runs = { id: { any_: [inQueue, inDefault, elsewhere] } };
    const find = async (filters: object) =>
      (await server.post("/flow_runs/filter", { flow_runs, ...filters })).body
        .map(({ id }: { id: string }) => id)
        .sort();
    const both = [inQueue, inDefault].sort();
    expect(await find({ work_pools: { name: { any_: [pool.name] } } })).toEqual(both);
    expect(await find({ work_pools: { id: { any_: [pool.id] } } })).toEqual(both);
    expect(await find({ work_pools: { type: { any_: ["docker"] } } })).toEqual([]);
    expect(await find({ work_pool_queues: { id: { any_: [queue.id] } } })).toEqual([inQueue]);
    expect(await find({ work_pool_queues: { name: { startswith_: ["DE"] } } })).toEqual([inDefault]);
    const work_pools = { name: { any_: [pool.name] } };
    expect(await find({ work_pools, work_pool_queues: { name: { any_: ["q"] } } })).toEqual([inQueue]);
    expect((await server.post("/flow_runs/count", { flow_runs, work_pools })).body).toBe(2);
  });

  test("the slots of a pool and of a queue are those of its runs that are pending or running", async () => {
    await server.call("PATCH", `/work_pools/${pool.name}`, { concurrency_limit: 5 });
    await server.post(`/work_pools/${pool.name}/queues`, { name: "q", concurrency_limit: 5 });
    for (const type of ["SCHEDULED", "PENDING", "RUNNING", "COMPLETED"]) {
      await createFlowRun(server, { work_pool_name: pool.name, work_queue_name: "q", state: { type } });
    }
    await createFlowRun(server, { work_pool_name: pool.name });
    expect((await server.get(`/work_pools/${pool.name}`)).body.active_slots).toBe(3);
    expect((await server.get(`/work_pools/${pool.name}/queues/q`)).body.active_slots).toBe(2);
    expect((await server.get(`/work_pools/${pool.name}/queues/default`)).body.active_slots).toBeNull();
  });

  describe("job variables of a run", () => {
    const variables = {
      properties: { image: { type: "string" }, cpu: { type: "integer" } },
      required: ["image"],
    };

    async function createDeployedRun(jobVariables: object, type = "SCHEDULED") {
      const base_job_template = { job_configuration: {}, variables };
      await server.call("PATCH", `/work_pools/${pool.name}`, { base_job_template });
      const flow = await createFlow(server);
      const deployment = sampleDeployment({ flow_id: flow.id, job_variables: JSON.stringify(jobVariables) });
      await server.database.write((transaction) =>
        transaction.insertInto("deployments").values(deployment).execute(),
      );
      const own = { flow_id: flow.id, deployment_id: deployment.id, work_pool_name: pool.name };
      return createFlowRun(server, { ...own, state: { type } });
    }
    const change = (id: string, job_variables: object) =>
      server.call("PATCH", `/flow_runs/${id}`, { job_variables });

    test("are changed when they fit what its pool asks for, with what its deployment gives", async () => {
      const { id } = await createDeployedRun({ image: "i" });
      expect((await change(id, { cpu: 2 })).status).toBe(204);
      expect((await read(id)).job_variables).toEqual({ cpu: 2 });
    });

    test.each([
      [{ image: "i" }, { cpu: "many" }, "cpu"],
      [{}, { cpu: 1 }, "image"],
    ])("are refused when the deployment gives %j and the run %j", async (given, own, name) => {
      const { id } = await createDeployedRun(given);
      expect(await change(id, own)).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining(name) },
      });
      expect((await read(id)).job_variables).toBeNull();
    });

    test("stay as they are once it is claimed", async () => {
      const { id } = await createDeployedRun({ image: "i" }, "PENDING");
      expect(await change(id, { cpu: 2 })).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining("still scheduled") },
      });
    });
  });
});
