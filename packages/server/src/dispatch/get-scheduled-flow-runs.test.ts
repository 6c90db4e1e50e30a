import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { beforeEach, describe, expect, test } from "vitest";
import { createFlow, createFlowRun, eventsOf, setState } from "../../test/sample-requests.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { id: string; name: string; default_queue_id: string };
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
  });

  const addQueue = async (name: string, own: object = {}) =>
    (await server.post(`/work_pools/${pool.name}/queues`, { name, ...own })).body as { id: string };
  const changePool = (change: object) => server.call("PATCH", `/work_pools/${pool.name}`, change);
  const changeQueue = (name: string, change: object) =>
    server.call("PATCH", `/work_pools/${pool.name}/queues/${name}`, change);

  /** A run that was to start so many seconds ago, or is to start so many seconds from now. */
  async function schedule(name: string, seconds: number, queue = "default", own: object = {}) {
    const state_details = { scheduled_time: addSeconds(currentTimestamp(), seconds) };
    return createFlowRun(server, {
      name,
      work_pool_name: pool.name,
      work_queue_name: queue,
      state: { type: "SCHEDULED", state_details },
      ...own,
    });
  }
  const poll = (body: object = {}) => server.post(`/work_pools/${pool.name}/get_scheduled_flow_runs`, body);
  const offered = async (body: object = {}): Promise<string[]> =>
    (await poll(body)).body.map(({ flow_run }: { flow_run: { name: string } }) => flow_run.name);

  test("runs come by the priority of their queue, and within a queue by their times", async () => {
    await addQueue("urgent", { priority: 1 });
    await schedule("late", -10);
    await schedule("later", -20);
    await schedule("urgent", 30, "urgent");
    expect(await offered()).toEqual(["urgent", "later", "late"]);
  });

  test("each run comes whole, with its pool and its queue", async () => {
    const { id } = await schedule("whole", -1);
    const [scheduled] = (await poll()).body;
    expect(scheduled).toMatchObject({ work_pool_id: pool.id, work_queue_id: pool.default_queue_id });
    const { estimated_start_time_delta: _, ...flowRun } = (await server.get(`/flow_runs/${id}`)).body;
    expect(scheduled.flow_run).toMatchObject(flowRun);
  });

  test("a worker asks for what is due between two times, and for as many as it has room for", async () => {
    for (const [name, seconds] of [
      ["past", -60],
      ["now", 0],
      ["soon", 60],
    ] as const)
      await schedule(name, seconds);
    const now = currentTimestamp();
    expect(await offered()).toEqual(["past", "now", "soon"]);
    expect(await offered({ scheduled_before: now })).toEqual(["past", "now"]);
    expect(await offered({ scheduled_after: addSeconds(now, -30).replace("T", " ") })).toEqual([
      "now",
      "soon",
    ]);
    expect(await offered({ limit: 1 })).toEqual(["past"]);
    expect(await offered({ limit: 0 })).toEqual([]);
    for (const limit of [-1, 201]) expect((await poll({ limit })).status).toBe(422);
  });

  test("only scheduled runs that no process retries by itself are offered", async () => {
    const { id } = await schedule("claimed", -2);
    await setState(server, id, { type: "PENDING" });
    await schedule("retried", -1, "default", { empirical_policy: { retry_type: "in_process" } });
    await schedule("rescheduled", -1, "default", { empirical_policy: { retry_type: "reschedule" } });
    expect(await offered()).toEqual(["rescheduled"]);
  });

  test("a worker may ask for some queues alone", async () => {
    await addQueue("a");
    await addQueue("b");
    await schedule("of-a", -1, "a");
    await schedule("of-b", -1, "b");
    expect(await offered({ work_queue_names: ["b"] })).toEqual(["of-b"]);
    expect(await offered({ work_queue_names: [] })).toEqual(["of-a", "of-b"]);
    expect((await poll({ work_queue_names: ["b", "none"] })).status).toBe(404);
    expect((await server.post("/work_pools/none/get_scheduled_flow_runs", {})).status).toBe(404);
  });

  describe("a queue", () => {
    beforeEach(async () => {
      await addQueue("first", { priority: 1 });
      for (const name of ["f1", "f2", "f3"]) await schedule(name, -60, "first");
      await schedule("other", -1);
    });

    test("that is paused offers nothing and holds nobody up", async () => {
      await changeQueue("first", { is_paused: true });
      expect(await offered({ limit: 2 })).toEqual(["other"]);
    });

    test("offers no more than its free slots, and holds nobody up when it has none", async () => {
      await changeQueue("first", { concurrency_limit: 2 });
      expect(await offered()).toEqual(["f1", "f2", "other"]);
      await schedule("running", -60, "first", { state: { type: "RUNNING" } });
      expect(await offered({ limit: 2 })).toEqual(["f1", "other"]);
      await changeQueue("first", { concurrency_limit: 1 });
      expect(await offered({ limit: 2 })).toEqual(["other"]);
    });

    test("offers no more than the pool's free slots", async () => {
      await changePool({ concurrency_limit: 3 });
      await schedule("pending", -60, "default", { state: { type: "PENDING" } });
      expect(await offered()).toEqual(["f1", "f2"]);
      await changePool({ concurrency_limit: 1 });
      expect(await offered()).toEqual([]);
    });

    test("offers nothing while its pool is paused", async () => {
      await changePool({ is_paused: true });
      expect(await offered()).toEqual([]);
    });
  });

  test("a pool may have more queues than a statement has room for", async () => {
    const queues = Array.from({ length: 120 }, (_, place) => `q${place}`);
    for (const name of queues) await addQueue(name);
    await schedule("last", -1, "q119");
    await schedule("first", -1, "q0");
    expect(await offered()).toEqual(["first", "last"]);
    expect(await offered({ limit: 1 })).toEqual(["first"]);
  });

  test("runs that wait for a slot of their deployment are not offered before one is free, and hold nobody up", async () => {
    const flow = await createFlow(server);
    const { body: limit } = await server.post("/v2/concurrency_limits/", { name: randomUUID(), limit: 1 });
    const deployment = sampleDeployment({ flow_id: flow.id, concurrency_limit_id: limit.id });
    await server.database.write((transaction) =>
      transaction.insertInto("deployments").values(deployment).execute(),
    );
    const deployed = { flow_id: flow.id, deployment_id: deployment.id };
    const holder = await schedule("holder", -60, "default", deployed);
    await setState(server, holder.id, { type: "PENDING" });
    const waiting = await schedule("waiting", -60, "default", deployed);
    await schedule("fresh", -50, "default", deployed);
    await schedule("free", -10);
    expect(await offered()).toEqual(["waiting", "fresh", "free"]);
    const refused = await setState(server, waiting.id, { type: "PENDING" });
    expect(refused.body.state.name).toBe("AwaitingConcurrencySlot");
    expect(await offered()).toEqual(["fresh", "free"]);
    await setState(server, holder.id, { type: "CANCELLED" }, true);
    expect(await offered()).toEqual(["fresh", "free", "waiting"]);
  });

  test("a poll marks its queues as ready, once, but for those that are paused", async () => {
    const asked = await addQueue("asked");
    const paused = await addQueue("paused", { is_paused: true });
    const other = await addQueue("other");
    await poll({ work_queue_names: ["asked", "paused"] });
    await poll({ work_queue_names: ["asked", "paused"] });
    const read = async (id: string) => (await server.get(`/work_queues/${id}`)).body;
    expect(await read(asked.id)).toMatchObject({ status: "READY", last_polled: expect.any(String) });
    expect(await read(paused.id)).toMatchObject({ status: "PAUSED", last_polled: expect.any(String) });
    expect(await read(other.id)).toMatchObject({ status: "NOT_READY", last_polled: null });
    const events = await eventsOf(server, `prefect.work-queue.${asked.id}`);
    expect(events.map(({ event }) => event.split(".").at(-1))).toEqual(["created", "ready"]);
  });

  describe("a queue's own runs", () => {
    const runsOf = async (id: string, body: object = {}, headers: Record<string, string> = {}) =>
      (await server.post(`/work_queues/${id}/get_runs`, body, headers)).body.map(
        ({ name }: { name: string }) => name,
      );

    test("are offered within its limit and its pool's, and not while either is paused", async () => {
      const { id } = await addQueue("q", { concurrency_limit: 2 });
      for (const [name, seconds] of [
        ["b", -1],
        ["a", -2],
        ["c", 60],
      ] as const)
        await schedule(name, seconds, "q");
      await schedule("elsewhere", -1);
      expect(await runsOf(id)).toEqual(["a", "b"]);
      expect(await runsOf(id, { limit: 1 })).toEqual(["a"]);
      await changeQueue("q", { concurrency_limit: null });
      expect(await runsOf(id, { scheduled_before: currentTimestamp() })).toEqual(["a", "b"]);
      await changePool({ concurrency_limit: 1 });
      expect(await runsOf(id)).toEqual(["a"]);
      await changePool({ is_paused: true });
      expect(await runsOf(id)).toEqual([]);
    });

    test("mark it as polled, unless a page shows them", async () => {
      const { id } = await addQueue("q");
      await runsOf(id, {}, { "x-prefect-ui": "true" });
      expect((await server.get(`/work_queues/${id}`)).body).toMatchObject({
        status: "NOT_READY",
        last_polled: null,
      });
      await runsOf(id);
      expect((await server.get(`/work_queues/${id}`)).body.status).toBe("READY");
    });

    test("of a queue of the oldest kind are all those that fit its filter", async () => {
      const tag = randomUUID();
      const { body: queue } = await server.post("/work_queues/", { name: tag, filter: { tags: [tag] } });
      await createFlowRun(server, { name: "tagged", tags: [tag, "x"], state: { type: "SCHEDULED" } });
      await createFlowRun(server, { name: "running", tags: [tag], state: { type: "RUNNING" } });
      await createFlowRun(server, { name: "untagged", state: { type: "SCHEDULED" } });
      expect(await runsOf(queue.id)).toEqual(["tagged"]);
    });

    test("are not found of a queue that is not there", async () => {
      expect((await server.post(`/work_queues/${randomUUID()}/get_runs`, {})).status).toBe(404);
    });
  });
});
