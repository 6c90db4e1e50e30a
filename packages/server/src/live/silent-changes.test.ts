import type { LiveChange, LiveMessage } from "@reeve/protocol";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";

onEachServer((server) => {
  const subscribe = async (topic: string, cursor: string | null = null): Promise<TestSocket> => {
    const socket = await server.connect("/ui/stream", { protocol: null });
    socket.send({ type: "subscribe", topic, cursor });
    expect(await socket.next()).toMatchObject({ type: cursor === null ? "subscribed" : "reset", topic });
    return socket;
  };
  const nextChanges = async (socket: TestSocket): Promise<LiveChange[]> => {
    const message: LiveMessage = await socket.next();
    return message.type === "changes" ? message.changes : [];
  };

  test("who watches slots is told of those taken, given back, and freed by the clock alone", async () => {
    const { body } = await server.post("/v2/concurrency_limits/", { name: "watched", limit: 3 });
    using socket = await subscribe("slots");
    const change = (active_slots: number) => [
      { kind: "concurrency-limit", limit: expect.objectContaining({ id: body.id, active_slots }) },
    ];
    const take = { names: ["watched"], slots: 2, mode: "concurrency", lease_duration: 60 };
    const { status, body: taken } = await server.post("/v2/concurrency_limits/increment-with-lease", take);
    expect(status).toBe(200);
    expect(await nextChanges(socket)).toEqual(change(2));
    await server.post("/v2/concurrency_limits/decrement-with-lease", { lease_id: taken.lease_id });
    expect(await nextChanges(socket)).toEqual(change(0));
    await server.post("/v2/concurrency_limits/increment-with-lease", take);
    expect(await nextChanges(socket)).toEqual(change(2));
    server.passSeconds(61);
    expect(await nextChanges(socket)).toEqual(change(0));
  });

  test("who watches polls is told of heartbeats, of workers that are missed, and of polled queues", async () => {
    await server.post("/work_pools/", { name: "watched", type: "process" });
    const beat = (name: string) =>
      server.post("/work_pools/watched/workers/heartbeat", { name, heartbeat_interval_seconds: 10 });
    await beat("known-before");
    using socket = await subscribe("polls");
    await beat("worker-1");
    expect(await nextChanges(socket)).toMatchObject([
      { kind: "worker", worker: { name: "worker-1", status: "ONLINE" } },
    ]);
    const queue = await server.get("/work_pools/watched/queues/default");
    await server.call("PATCH", `/work_queues/${queue.body.id}`, { last_polled: "2026-01-01T00:00:00Z" });
    expect(await nextChanges(socket)).toMatchObject([
      {
        kind: "work-queue",
        workQueue: { id: queue.body.id, last_polled: expect.stringContaining("2026-01-01") },
      },
    ]);
    server.passSeconds(3600);
    const missed = await nextChanges(socket);
    expect(missed.map((change) => change.kind === "worker" && change.worker.status)).toEqual([
      "OFFLINE",
      "OFFLINE",
    ]);
  });

  test("who comes back, or leaves, is served accordingly", async () => {
    using back = await subscribe("slots", "0");
    back.send({ type: "unsubscribe", topic: "slots" });
    using staying = await subscribe("slots");
    await server.post("/v2/concurrency_limits/", { name: "later", limit: 1 });
    expect(await nextChanges(staying)).toMatchObject([{ limit: { name: "later" } }]);
    expect(back.unread).toEqual([]);
  });
});
