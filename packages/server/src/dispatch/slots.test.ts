import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { beforeEach, expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { name: string; default_queue_id: string };
  beforeEach(async () => {
    const name = `pool-${randomUUID()}`;
    pool = (await server.post("/work_pools/", { name, type: "process", concurrency_limit: 7 })).body;
  });

  const addRun = (type: string, queue = "default") =>
    createFlowRun(server, { work_pool_name: pool.name, work_queue_name: queue, state: { type } });

  test("who holds a pool's slots is told by its queues", async () => {
    const queue = (await server.post(`/work_pools/${pool.name}/queues`, { name: "q", concurrency_limit: 2 }))
      .body;
    const running = await addRun("RUNNING");
    const pending = await addRun("PENDING", "q");
    for (const type of ["SCHEDULED", "CANCELLING", "COMPLETED"]) await addRun(type);
    const { status, body } = await server.post(`/work_pools/${pool.name}/concurrency_status`, {});
    expect(status).toBe(200);
    expect(body).toMatchObject({
      active_slots: 2,
      concurrency_limit: 7,
      queues: [
        {
          queue_id: pool.default_queue_id,
          queue_name: "default",
          active_slots: 1,
          concurrency_limit: null,
          flow_runs: [{ id: running.id, name: running.name, state_type: "RUNNING", state_name: "Running" }],
          flow_run_count: 1,
        },
        { queue_id: queue.id, active_slots: 1, concurrency_limit: 2, flow_runs: [{ id: pending.id }] },
      ],
      count: 2,
      pages: 1,
      page: 1,
    });
    const [holder] = body.queues[0].flow_runs;
    expect(holder.start_time).toBe(holder.state_timestamp);
    expect(holder.time_in_current_state).toBeGreaterThan(0);
  });

  test("of a pool's slots a page of the queues is told, and as many runs of each as asked for", async () => {
    for (let count = 0; count < 3; count++) await addRun("RUNNING");
    await server.post(`/work_pools/${pool.name}/queues`, { name: "q" });
    const status = (body: object) => server.post(`/work_pools/${pool.name}/concurrency_status`, body);
    const { body } = await status({ limit: 1, page: 1, flow_run_limit: 2 });
    expect(body).toMatchObject({ active_slots: 3, count: 2, limit: 1, pages: 2, page: 1 });
    expect(body.queues).toMatchObject([{ flow_run_count: 3 }]);
    expect(body.queues[0].flow_runs).toHaveLength(2);
    expect((await status({ limit: 1, page: 2 })).body).toMatchObject({
      queues: [{ queue_name: "q" }],
      page: 2,
    });
    expect((await status({ page: 3 })).body).toMatchObject({ active_slots: 3, queues: [], page: 3 });
    expect((await server.post("/work_pools/none/concurrency_status", {})).status).toBe(404);
  });

  test("a run that is being stopped still holds a slot of its queue", async () => {
    const ids = [await addRun("PENDING"), await addRun("CANCELLING"), await addRun("RUNNING")].map(
      ({ id }) => id,
    );
    await addRun("SCHEDULED");
    const status = (body: object) =>
      server.post(`/work_queues/${pool.default_queue_id}/concurrency_status`, body);
    const { body } = await status({});
    expect(body).toMatchObject({ active_slots: 3, concurrency_limit: null, count: 3, pages: 1, page: 1 });
    expect(body.flow_runs.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect((await status({ limit: 2, page: 2 })).body).toMatchObject({
      flow_runs: [{ id: ids[2] }],
      pages: 2,
    });
    expect((await server.post(`/work_queues/${randomUUID()}/concurrency_status`, {})).status).toBe(404);
  });

  test("a queue is healthy while it is polled and none of its runs is late", async () => {
    const health = async () => (await server.get(`/work_queues/${pool.default_queue_id}/status`)).body;
    const policy = { maximum_late_runs: 0, maximum_seconds_since_last_polled: 60 };
    expect(await health()).toEqual({
      healthy: false,
      late_runs_count: 0,
      last_polled: null,
      health_check_policy: policy,
    });
    await server.post(`/work_queues/${pool.default_queue_id}/get_runs`, {});
    expect(await health()).toMatchObject({ healthy: true, last_polled: expect.any(String) });
    const { id } = await addRun("SCHEDULED");
    const state_details = { scheduled_time: addSeconds(currentTimestamp(), -60) };
    await setState(server, id, { type: "SCHEDULED", name: "Late", state_details });
    expect(await health()).toMatchObject({ healthy: false, late_runs_count: 1 });
    await setState(server, id, { type: "CANCELLED" }, true);
    server.passSeconds(61);
    expect(await health()).toMatchObject({ healthy: false, late_runs_count: 0 });
    expect((await server.get(`/work_queues/${randomUUID()}/status`)).status).toBe(404);
  });
});
