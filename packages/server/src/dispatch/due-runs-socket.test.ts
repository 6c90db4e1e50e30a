import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { beforeEach, expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { name: string };
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool ${randomUUID()}`, type: "process" })).body;
  });

  async function watch(request: object = {}) {
    const socket = await server.connect(`/work_pools/${encodeURIComponent(pool.name)}/due-runs`);
    socket.send({ type: "watch", ...request });
    expect(await socket.next()).toEqual({ type: "watching" });
    return socket;
  }

  const schedule = (seconds = 0, queue = "default") =>
    createFlowRun(server, {
      work_pool_name: pool.name,
      work_queue_name: queue,
      state: {
        type: "SCHEDULED",
        state_details: { scheduled_time: addSeconds(currentTimestamp(), seconds) },
      },
    });
  const change = (path: string, body: object) => server.call("PATCH", path, body);
  const poolPath = () => `/work_pools/${encodeURIComponent(pool.name)}`;

  test("a run that is created is told of, once", async () => {
    using socket = await watch();
    await schedule();
    expect(await socket.next()).toEqual({ type: "due", count: 1 });
    await createFlowRun(server);
    await schedule();
    expect(await socket.next()).toEqual({ type: "due", count: 2 });
    expect(socket.unread).toEqual([]);
  });

  test("what is due already is told of at once, also to who comes later", async () => {
    await schedule();
    using first = await watch();
    expect(await first.next()).toEqual({ type: "due", count: 1 });
    using second = await watch();
    expect(await second.next()).toEqual({ type: "due", count: 1 });
  });

  test("a run is told of when its time has come, or as much earlier as its worker takes it", async () => {
    using later = await watch();
    using earlier = await watch({ prefetch_seconds: 3600 });
    const order: string[] = [];
    const begun = performance.now();
    await schedule(1.5);
    const told = Object.entries({ later, earlier }).map(async ([who, socket]) => {
      expect(await socket.next()).toEqual({ type: "due", count: 1 });
      order.push(who);
    });
    await Promise.all(told);
    expect(order).toEqual(["earlier", "later"]);
    expect(performance.now() - begun).toBeGreaterThan(1_490);
  });

  test("a run that is claimed and scheduled again is told of again", async () => {
    using socket = await watch();
    const { id } = await schedule();
    await socket.next();
    await setState(server, id, { type: "PENDING" });
    await setState(server, id, { type: "SCHEDULED" }, true);
    expect(await socket.next()).toEqual({ type: "due", count: 1 });
  });

  test("a slot that is freed, and a pool or a queue that is resumed, let runs be told of", async () => {
    await change(poolPath(), { concurrency_limit: 1 });
    using socket = await watch();
    const first = await schedule();
    expect(await socket.next()).toEqual({ type: "due", count: 1 });
    await setState(server, first.id, { type: "PENDING" });
    await schedule();
    await setState(server, first.id, { type: "CANCELLED" }, true);
    expect(await socket.next()).toEqual({ type: "due", count: 1 });
    await change(poolPath(), { is_paused: true });
    await schedule(-1);
    await change(poolPath(), { is_paused: false, concurrency_limit: null });
    expect(await socket.next()).toEqual({ type: "due", count: 2 });
    await change(`${poolPath()}/queues/default`, { is_paused: true });
    await schedule(-2);
    await change(`${poolPath()}/queues/default`, { is_paused: false });
    expect(await socket.next()).toEqual({ type: "due", count: 3 });
  });

  test("a worker that watches some queues hears of those alone", async () => {
    await server.post(`${poolPath()}/queues`, { name: "watched" });
    using socket = await watch({ work_queue_names: ["watched"] });
    await schedule(0, "default");
    await schedule(0, "watched");
    expect(await socket.next()).toEqual({ type: "due", count: 1 });
  });

  test("who watches a pool that is not there, or is deleted, is told so", async () => {
    using socket = await watch();
    await server.call("DELETE", poolPath());
    expect(await socket.closed).toEqual({ code: 1008, reason: "There is no such work pool." });
    using none = await server.connect("/work_pools/none/due-runs");
    none.send({ type: "watch" });
    expect((await none.closed).code).toBe(1008);
  });

  test.each([
    "nonsense",
    { type: "other" },
    { type: "watch", work_queue_names: [1] },
    { type: "watch", prefetch_seconds: "1" },
  ])("a request that is none is refused: %j", async (request) => {
    using socket = await server.connect(`${poolPath()}/due-runs`);
    socket.send(request);
    expect((await socket.closed).code).toBe(1002);
  });
});
