import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { beforeEach, expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import type { TestSocket } from "../../test/test-socket.ts";
import { enqueueCleanup } from "../cleanup-messages/enqueue-cleanup.ts";
import { releaseExpiredCleanups } from "../cleanup-messages/release-expired-cleanups.ts";

const KIND = "cancelling_timeout_teardown.v1";

const frame = (type: string, payload: object) => ({
  type,
  id: newId(),
  sent_at: new Date().toISOString(),
  payload,
});

onEachServer((server) => {
  let pool: { id: string; name: string; default_queue_id: string };
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
  });

  /** A worker that cleans up. */
  async function connectWorker(own: object = {}): Promise<TestSocket> {
    const socket = await server.connect(`/work_pools/${pool.name}/workers/connect`);
    const requested = ["worker_heartbeat.v1", "work_pool_snapshot.v1", "cleanup_delivery.v1"];
    socket.send(
      frame("worker.hello.v1", {
        consumer_id: newId(),
        worker_name: "w",
        worker_type: "process",
        heartbeat_interval_seconds: 30,
        supported_channel_versions: ["work_pool_worker_channel.v1"],
        requested_capabilities: requested,
        handled_cleanup_kinds: [KIND],
        max_cleanup_concurrency: 1,
        ...own,
      }),
    );
    const { payload } = await socket.next();
    expect(payload.accepted_capabilities.toSorted()).toEqual(requested.toSorted());
    return socket;
  }

  async function enqueue(pid: string, own: object = {}) {
    const context = { ...testContext(server.database), now: () => new Date().toISOString() };
    await server.database.write((transaction) =>
      enqueueCleanup(context, transaction, {
        workPoolId: pool.id,
        workQueueId: pool.default_queue_id,
        kind: KIND,
        key: pid,
        target: { flow_run_id: newId(), infrastructure_pid: pid },
        ...own,
      }),
    );
  }

  async function nextMessage(socket: TestSocket) {
    const { type, payload } = await socket.next();
    expect(type).toBe("cleanup.message.v1");
    return payload;
  }
  async function answer(
    socket: TestSocket,
    operation: "ack" | "release" | "renew",
    { message_id, reservation_token }: { message_id: string; reservation_token: string },
  ) {
    const reason = operation === "release" ? { reason: "infrastructure_not_available" } : {};
    const sent = frame(`cleanup.${operation}.v1`, { message_id, reservation_token, ...reason });
    socket.send(sent);
    const { payload } = await socket.next();
    expect(payload).toMatchObject({ request_frame_id: sent.id, message_id, operation });
    return payload;
  }
  const left = async () =>
    (
      await server.database.reader
        .selectFrom("cleanup_messages")
        .select("idempotency_key")
        .where("work_pool_id", "=", pool.id)
        .execute()
    ).length;

  test("a worker is told what to clean up, one after another, and says when it is done", async () => {
    using socket = await connectWorker();
    await enqueue("1");
    const first = await nextMessage(socket);
    expect(first).toMatchObject({
      kind: KIND,
      reservation_token: expect.any(String),
      lease_expires_at: expect.any(String),
      delivery_count: 1,
      work_queue_id: pool.default_queue_id,
      target: { infrastructure_pid: "1" },
      data: {},
    });
    await enqueue("2");
    expect(await answer(socket, "ack", first)).toMatchObject({
      status: "accepted",
      lease_expires_at: null,
      reason: null,
    });
    expect(await nextMessage(socket)).toMatchObject({ target: { infrastructure_pid: "2" } });
    expect(await left()).toBe(1);
  });

  test("what is asked for twice is done once, and only by a worker of the pool that knows how", async () => {
    using none = await connectWorker({
      handled_cleanup_kinds: ["pending_claim_teardown.v1"],
      worker_name: "x",
    });
    using socket = await connectWorker();
    await enqueue("1");
    await enqueue("1");
    await answer(socket, "ack", await nextMessage(socket));
    expect(await left()).toBe(0);
    expect(none.unread).toEqual([]);
  });

  test("a message of a worker's own queue comes first", async () => {
    const { body: queue } = await server.post(`/work_pools/${pool.name}/queues`, { name: "own" });
    await enqueue("other");
    await enqueue("own", { workQueueId: queue.id });
    using socket = await connectWorker({ work_queue_names: ["own"] });
    const first = await nextMessage(socket);
    expect(first.target.infrastructure_pid).toBe("own");
    await answer(socket, "ack", first);
    expect((await nextMessage(socket)).target.infrastructure_pid).toBe("other");
  });

  test("a worker has as many at once as it asked for", async () => {
    for (const pid of ["1", "2", "3"]) await enqueue(pid);
    using socket = await connectWorker({ max_cleanup_concurrency: 2 });
    const pids = [await nextMessage(socket), await nextMessage(socket)].map(
      (one) => one.target.infrastructure_pid,
    );
    expect(pids).toEqual(["1", "2"]);
    await socket.ping();
    expect(socket.unread).toEqual([]);
  });

  test("what one worker cannot do is given to another, and is given up after three attempts", async () => {
    using here = await connectWorker({ worker_name: "here" });
    await enqueue("1");
    const first = await nextMessage(here);
    using there = await connectWorker({ worker_name: "there" });
    expect((await answer(here, "release", first)).status).toBe("accepted");
    const second = await nextMessage(there);
    expect(second).toMatchObject({ message_id: first.message_id, delivery_count: 2 });
    expect((await answer(there, "release", second)).status).toBe("accepted");
    const third = await nextMessage(here);
    expect(third.delivery_count).toBe(3);
    expect(await answer(here, "release", third)).toMatchObject({
      status: "dead_lettered",
      reason: "max_delivery_attempts_reached",
    });
    expect(await left()).toBe(0);
    expect(server.errors.splice(0)).toEqual([expect.stringContaining("infrastructure_not_available")]);
  });

  test("a reservation is prolonged, and holds for who has its token alone", async () => {
    using socket = await connectWorker();
    await enqueue("1");
    const message = await nextMessage(socket);
    const renewed = await answer(socket, "renew", message);
    expect(renewed.status).toBe("accepted");
    expect(renewed.lease_expires_at > message.lease_expires_at).toBe(true);
    expect(await answer(socket, "ack", { ...message, reservation_token: "other" })).toMatchObject({
      status: "invalid_token",
      reason: "reservation_token_mismatch",
    });
    expect(await answer(socket, "ack", { ...message, message_id: newId() })).toMatchObject({
      status: "not_found",
    });
    expect((await answer(socket, "ack", message)).status).toBe("accepted");
    expect((await answer(socket, "ack", message)).status).toBe("not_found");
  });

  test("another pool's worker cannot answer", async () => {
    using socket = await connectWorker();
    await enqueue("1");
    const message = await nextMessage(socket);
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
    using stranger = await connectWorker();
    expect(await answer(stranger, "ack", message)).toMatchObject({ status: "unauthorized" });
  });

  test("what a worker did not answer for in time is given to the next, and its late answer is refused", async () => {
    using lost = await connectWorker({ worker_name: "lost" });
    await enqueue("1");
    const message = await nextMessage(lost);
    await releaseExpiredCleanups(testContext(server.database, 31));
    using next = await connectWorker({ worker_name: "next" });
    expect(await nextMessage(next)).toMatchObject({ message_id: message.message_id, delivery_count: 2 });
    expect(await answer(lost, "ack", message)).toMatchObject({ status: "invalid_token" });
  });

  test("an answer after the lease has run out gives the message back", async () => {
    using socket = await connectWorker();
    await enqueue("1");
    const message = await nextMessage(socket);
    server.passSeconds(31);
    expect(await answer(socket, "ack", message)).toMatchObject({
      status: "expired",
      reason: "lease_expired",
    });
    expect(await nextMessage(socket)).toMatchObject({ delivery_count: 2 });
  });

  test("messages outlive the server", async () => {
    await enqueue("1");
    await server.restart();
    using socket = await connectWorker();
    expect(await nextMessage(socket)).toMatchObject({ target: { infrastructure_pid: "1" } });
  });
});
