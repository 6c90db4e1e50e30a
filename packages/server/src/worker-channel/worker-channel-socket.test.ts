import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { beforeEach, describe, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";

const REQUIRED = ["worker_heartbeat.v1", "work_pool_snapshot.v1"];
const TEMPLATE = {
  job_configuration: { command: "{{ command }}" },
  variables: { type: "object", properties: { command: { type: "string" } } },
};

const frame = (type: string, payload: object) => ({
  type,
  id: newId(),
  sent_at: new Date().toISOString(),
  payload,
});

onEachServer((server) => {
  let poolName: string;
  beforeEach(() => {
    poolName = `pool-${randomUUID()}`;
  });

  const createPool = async (own: object = {}) =>
    (await server.post("/work_pools/", { name: poolName, type: "process", ...own })).body;
  const connect = () => server.connect(`/work_pools/${poolName}/workers/connect`);
  const helloOf = (own: object = {}) => ({
    consumer_id: newId(),
    worker_name: "w",
    worker_type: "process",
    heartbeat_interval_seconds: 30,
    supported_channel_versions: ["work_pool_worker_channel.v1"],
    requested_capabilities: REQUIRED,
    work_queue_names: [],
    handled_cleanup_kinds: [],
    max_cleanup_concurrency: 0,
    create_pool_if_not_found: false,
    default_base_job_template: {},
    worker_metadata: null,
    ...own,
  });

  /** A worker past its hello. */
  async function open(own: object = {}) {
    const socket = await connect();
    const hello = helloOf(own);
    socket.send(frame("worker.hello.v1", hello));
    const ready = await socket.next();
    expect(ready.type).toBe("worker.ready.v1");
    return { socket, hello, ready: ready.payload };
  }

  /** How the server closes the channel of a worker that sends these frames. */
  async function closedAfter(...frames: unknown[]) {
    using socket = await connect();
    for (const each of frames) socket.send(each);
    return await socket.closed;
  }

  describe("a hello", () => {
    test("is answered with what was agreed and with the pool, and makes both known", async () => {
      const pool = await createPool();
      const { body: queue } = await server.post(`/work_pools/${poolName}/queues`, { name: "q" });
      const { socket, hello, ready } = await open({
        work_queue_names: ["q"],
        requested_capabilities: [...REQUIRED, "other.v1"],
      });
      using _ = socket;
      expect(ready).toMatchObject({
        consumer_id: hello.consumer_id,
        worker_id: null,
        selected_channel_version: "work_pool_worker_channel.v1",
        effective_heartbeat_interval_seconds: 30,
        accepted_capabilities: expect.arrayContaining(REQUIRED),
        rejected_capabilities: ["other.v1"],
        effective_max_cleanup_concurrency: 0,
        resolved_work_queues: [{ id: queue.id, name: "q" }],
        initial_snapshot: {
          snapshot_sequence: 1,
          reason: "initial",
          work_pool: { id: pool.id, status: "READY" },
        },
      });
      const { body: workers } = await server.post(`/work_pools/${poolName}/workers/filter`, {});
      expect(workers).toMatchObject([{ name: "w", status: "ONLINE", heartbeat_interval_seconds: 30 }]);
    });

    test("creates the pool where it asks for that, with its template", async () => {
      const own = { create_pool_if_not_found: true, default_base_job_template: TEMPLATE };
      const { socket, ready } = await open(own);
      using _ = socket;
      expect(ready.initial_snapshot.work_pool).toMatchObject({
        name: poolName,
        type: "process",
        base_job_template: TEMPLATE,
      });
    });

    test("gives an empty pool its template, and leaves another's as it is", async () => {
      await createPool();
      const { socket, ready } = await open({ default_base_job_template: TEMPLATE });
      using _ = socket;
      expect(ready.initial_snapshot.work_pool.base_job_template).toEqual(TEMPLATE);
      const other = { job_configuration: {}, variables: {} };
      const { socket: second, ready: again } = await open({ default_base_job_template: other });
      using __ = second;
      expect(again.initial_snapshot.work_pool.base_job_template).toEqual(TEMPLATE);
    });

    test.each<[string, object]>([
      ["of a pool that is not there", {}],
      ["that creates a pool with a reserved name", { create_pool_if_not_found: true, reserved: true }],
    ])("%s is not allowed", async (_what, { reserved, ...own }: { reserved?: boolean }) => {
      if (reserved) poolName = "prefect-pool";
      expect(await closedAfter(frame("worker.hello.v1", helloOf(own)))).toEqual({
        code: 1008,
        reason: "authorization_failed",
      });
    });

    test("for a queue that is not there is not allowed", async () => {
      await createPool();
      const hello = helloOf({ work_queue_names: ["none"] });
      expect((await closedAfter(frame("worker.hello.v1", hello))).reason).toBe("authorization_failed");
    });

    test("in another version of the channel is not understood", async () => {
      const hello = helloOf({ supported_channel_versions: ["work_pool_worker_channel.v2"] });
      expect(await closedAfter(frame("worker.hello.v1", hello))).toEqual({
        code: 1008,
        reason: "unsupported_version",
      });
    });
  });

  test.each<[string, unknown]>([
    ["nonsense", "nonsense"],
    ["a frame of no known type", frame("worker.bye.v1", {})],
    [
      "a heartbeat first",
      frame("worker.heartbeat.v1", {
        consumer_id: newId(),
        worker_name: "w",
        heartbeat_interval_seconds: 30,
      }),
    ],
    ["a field too many", frame("worker.hello.v1", { ...helloOf(), more: 1 })],
    [
      "a hello without what every channel does",
      frame("worker.hello.v1", helloOf({ requested_capabilities: ["other.v1"] })),
    ],
    ["clean-ups that were not asked for", frame("worker.hello.v1", helloOf({ max_cleanup_concurrency: 1 }))],
  ])("%s breaks the protocol", async (_what, sent) => {
    expect(await closedAfter(sent)).toEqual({ code: 1002, reason: "protocol_error" });
  });

  test("a client that does not begin with the wire's handshake is refused", async () => {
    const url = `${server.apiUrl}/work_pools/p/workers/connect`;
    const upgrade = { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13" };
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      request(url, { headers: { ...upgrade, "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==" } })
        .on("response", (response) => resolve(response.statusCode))
        .end();
    });
    expect(status).toBe(403);
  });

  describe("an open channel", () => {
    const heartbeat = (hello: object, own: object = {}) => {
      const { consumer_id, worker_name, heartbeat_interval_seconds } = hello as Record<string, unknown>;
      return frame("worker.heartbeat.v1", { consumer_id, worker_name, heartbeat_interval_seconds, ...own });
    };

    test("carries heartbeats, which keep the worker online", async () => {
      await createPool();
      const { socket, hello } = await open({ heartbeat_interval_seconds: 5 });
      using _ = socket;
      const workers = async () => (await server.post(`/work_pools/${poolName}/workers/filter`, {})).body;
      const [{ last_heartbeat_time: first }] = await workers();
      socket.send(heartbeat(hello));
      await expect.poll(async () => (await workers())[0].last_heartbeat_time > first).toBe(true);
    });

    test("is closed when another worker's heartbeat comes over it", async () => {
      await createPool();
      const { socket, hello } = await open();
      socket.send(heartbeat(hello, { worker_name: "other" }));
      expect(await socket.closed).toEqual({ code: 1002, reason: "protocol_error" });
    });

    test("tells of each change of the pool that workers go by, in their order", async () => {
      await createPool();
      const { socket } = await open();
      using _ = socket;
      const change = (body: object) => server.call("PATCH", `/work_pools/${poolName}`, body);
      const changes = [{ concurrency_limit: 3 }, { is_paused: true }, { base_job_template: TEMPLATE }];
      for (const [place, body] of changes.entries()) {
        await change(body);
        expect(await socket.next()).toMatchObject({
          type: "work_pool.snapshot.v1",
          payload: { snapshot_sequence: place + 2, reason: "work_pool_updated", work_pool: body },
        });
      }
      await change({ description: "nothing to a worker" });
      await change({ is_paused: false });
      expect((await socket.next()).payload).toMatchObject({
        snapshot_sequence: 5,
        work_pool: { is_paused: false, description: "nothing to a worker" },
      });
      expect(socket.unread).toEqual([]);
    });

    test("is closed when the pool is deleted", async () => {
      await createPool();
      const { socket } = await open();
      await server.call("DELETE", `/work_pools/${poolName}`);
      expect(await socket.closed).toEqual({ code: 1008, reason: "authorization_failed" });
    });

    test("says that clean-ups are not its business when they were not agreed on", async () => {
      await createPool();
      const { socket } = await open();
      using _ = socket;
      const ack = frame("cleanup.ack.v1", { message_id: newId(), reservation_token: "t" });
      socket.send(ack);
      expect(await resultOf(socket)).toMatchObject({
        request_frame_id: ack.id,
        operation: "ack",
        status: "unauthorized",
        reason: "cleanup_delivery_not_accepted",
      });
    });
  });
});

async function resultOf(socket: TestSocket) {
  const { type, payload } = await socket.next();
  expect(type).toBe("cleanup.operation_result.v1");
  return payload;
}
