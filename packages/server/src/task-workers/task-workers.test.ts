import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp, type TaskRun } from "@reeve/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer, startTestServer, type TestServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";

const PATH = "/task_runs/subscriptions/scheduled";
const PARAMETERS_ID = "01a20580-bdec-7052-b5b7-5d56cfc62906";

type Own = { name?: string; scheduled_time?: string; retries?: number };

/** Puts a run of a task into the background. */
async function delay(server: TestServer, task_key: string, own: Own = {}): Promise<TaskRun> {
  const { name = "Scheduled", scheduled_time, retries = 0 } = own;
  const state_details = { deferred: true, task_parameters_id: PARAMETERS_ID, scheduled_time };
  const { status, body } = await server.post("/task_runs/", {
    task_key,
    dynamic_key: randomUUID(),
    empirical_policy: { retries },
    state: { type: "SCHEDULED", name, state_details },
  });
  expect(status).toBe(201);
  return body;
}

/** Connects a worker that runs these tasks. */
async function subscribe(server: TestServer, keys: string[], client_id: string = randomUUID()) {
  const socket = await server.connect(PATH);
  socket.send({ type: "subscribe", keys, client_id });
  return socket;
}

const newKey = () => `task-${randomUUID()}`;
const acknowledge = (socket: TestSocket) => socket.send({ type: "ack" });

/** Takes so many task runs, one after the other; answers their ids. */
async function take(socket: TestSocket, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    ids.push((await socket.next()).id);
    acknowledge(socket);
  }
  // The answer comes behind what the server made of the acknowledgements.
  await socket.ping();
  return ids;
}

const workersOf = async (server: TestServer, task_keys: string[]) =>
  (await server.post("/task_workers/filter", { task_worker_filter: { task_keys } })).body;

/** Resolves when the server knows of so many workers that run a task. */
async function workersAre(server: TestServer, key: string, count: number): Promise<void> {
  while ((await workersOf(server, [key])).length !== count) await new Promise(setImmediate);
}

onEachServer((server) => {
  describe("a task worker", () => {
    test("is handed a background task run whole, whether it was there before or comes later", async () => {
      const key = newKey();
      const before = await delay(server, key);
      using worker = await subscribe(server, [key]);
      const handed = await worker.next();
      expect(handed).toMatchObject({ id: before.id, task_key: key, state_type: "SCHEDULED" });
      expect(handed.state.state_details).toMatchObject({ deferred: true, task_parameters_id: PARAMETERS_ID });
      acknowledge(worker);
      const after = await delay(server, key);
      expect(await take(worker, 1)).toEqual([after.id]);
    });

    test("is handed one at a time", async () => {
      const key = newKey();
      const [first, second] = [await delay(server, key), await delay(server, key)];
      using worker = await subscribe(server, [key]);
      expect((await worker.next()).id).toBe(first.id);
      using other = await subscribe(server, [key]);
      expect(await take(other, 1)).toEqual([second.id]);
      const third = await delay(server, key);
      expect(await take(other, 1)).toEqual([third.id]);
      expect(worker.unread).toEqual([]);
    });

    test("is handed retries first, then what has waited longest, of all its tasks", async () => {
      const [one, two] = [newKey(), newKey()];
      const [a, b, c] = [await delay(server, one), await delay(server, two), await delay(server, one)];
      const retry = await delay(server, two, { name: "AwaitingRetry" });
      await delay(server, newKey());
      using worker = await subscribe(server, [two, one]);
      expect(await take(worker, 4)).toEqual([retry.id, a.id, b.id, c.id]);
    });

    test("is handed nothing before its time", async () => {
      const key = newKey();
      const soon = await delay(server, key, { scheduled_time: addSeconds(currentTimestamp(), 1) });
      const now = await delay(server, key);
      using worker = await subscribe(server, [key]);
      expect(await take(worker, 2)).toEqual([now.id, soon.id]);
    });

    test("is not handed what was cancelled or deleted, or is no background task run", async () => {
      const key = newKey();
      const [cancelled, deleted, reported] = [
        await delay(server, key),
        await delay(server, key),
        await delay(server, key),
      ];
      await server.post(`/task_runs/${cancelled.id}/set_state`, {
        state: { type: "CANCELLED" },
        force: true,
      });
      await server.call("DELETE", `/task_runs/${deleted.id}`);
      await server.post("/events", [taskRunEvent({ id: reported.id, type: "COMPLETED", taskKey: key })]);
      await server.post("/task_runs/", { task_key: key, dynamic_key: "0", state: { type: "SCHEDULED" } });
      const wanted = await delay(server, key);
      using worker = await subscribe(server, [key]);
      expect(await take(worker, 1)).toEqual([wanted.id]);
    });

    test("is handed a run again that was set to be tried again", async () => {
      const key = newKey();
      const taskRun = await delay(server, key, { retries: 1 });
      using worker = await subscribe(server, [key]);
      await take(worker, 1);
      const set = (type: string) =>
        server.post(`/task_runs/${taskRun.id}/set_state`, {
          state: { type, state_details: { deferred: true } },
        });
      await set("PENDING");
      await set("RUNNING");
      expect((await set("FAILED")).body).toMatchObject({
        status: "REJECT",
        state: { name: "AwaitingRetry" },
      });
      const again = await worker.next();
      expect(again).toMatchObject({ id: taskRun.id, state_name: "AwaitingRetry" });
      expect(again.state.state_details.task_parameters_id).toBe(PARAMETERS_ID);
    });

    test("that goes away without an acknowledgement leaves its run to another", async () => {
      const key = newKey();
      const [first, second] = [await delay(server, key), await delay(server, key)];
      using worker = await subscribe(server, [key]);
      expect((await worker.next()).id).toBe(first.id);
      worker.raw.terminate();
      await workersAre(server, key, 0);
      using quitter = await subscribe(server, [key]);
      expect((await quitter.next()).id).toBe(first.id);
      quitter.send({ type: "quit" });
      expect((await quitter.closed).code).toBe(1000);
      await workersAre(server, key, 0);
      using other = await subscribe(server, [key]);
      expect(await take(other, 2)).toEqual([first.id, second.id]);
    });

    test.each<[string, unknown]>([
      ["no subscription", { type: "hello", keys: ["a"], client_id: "x" }],
      ["no keys", { type: "subscribe", client_id: "x" }],
      ["an empty list of keys", { type: "subscribe", keys: [], client_id: "x" }],
      ["keys that are no texts", { type: "subscribe", keys: [1], client_id: "x" }],
      ["no name", { type: "subscribe", keys: ["a"] }],
      ["a name without end", { type: "subscribe", keys: ["a"], client_id: "x".repeat(10_000) }],
      ["no JSON", "subscribe"],
    ])("that begins with %s is sent away, and told why", async (_, message) => {
      using socket = await server.connect(PATH);
      socket.send(message);
      expect(await socket.closed).toEqual({ code: 4001, reason: expect.stringMatching(/must/) });
    });

    test("that answers with anything but an acknowledgement is sent away", async () => {
      const key = newKey();
      const taskRun = await delay(server, key);
      using worker = await subscribe(server, [key]);
      await worker.next();
      worker.send({ type: "nack" });
      expect((await worker.closed).code).toBe(4001);
      await workersAre(server, key, 0);
      using other = await subscribe(server, [key]);
      expect(await take(other, 1)).toEqual([taskRun.id]);
    });
  });

  describe("connected task workers", () => {
    test("are listed with their tasks, those of any of the tasks asked for", async () => {
      const [one, two] = [newKey(), newKey()];
      using first = await subscribe(server, [one], `a-${one}`);
      using second = await subscribe(server, [one, two], `b-${one}`);
      await workersAre(server, one, 2);
      const timestamp = expect.stringMatching(/^\d{4}-/);
      expect(await workersOf(server, [one, newKey()])).toEqual([
        { identifier: `a-${one}`, task_keys: [one], timestamp },
        { identifier: `b-${one}`, task_keys: [one, two], timestamp },
      ]);
      expect(await workersOf(server, [two])).toHaveLength(1);
      const { body: all } = await server.post("/task_workers/filter", {});
      expect(all.length).toBeGreaterThanOrEqual(2);
      first.raw.close();
      second.raw.close();
      await workersAre(server, one, 0);
    });

    test("are listed once, though they connected anew before their old connection was missed", async () => {
      const key = newKey();
      using old = await subscribe(server, [key], key);
      await workersAre(server, key, 1);
      using anew = await subscribe(server, [key], key);
      const taskRun = await delay(server, key);
      await Promise.race([old.next(), anew.next()]);
      old.raw.terminate();
      await old.closed;
      expect(await workersOf(server, [key])).toMatchObject([{ identifier: key }]);
      expect((await server.get(`/task_runs/${taskRun.id}`)).status).toBe(200);
    });
  });

  test("many workers share many runs, and none is handed out twice", async () => {
    const key = newKey();
    const workers = await Promise.all(Array.from({ length: 8 }, () => subscribe(server, [key])));
    const count = 120;
    const delayed = Promise.all(Array.from({ length: count }, () => delay(server, key)));
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      for (const worker of workers) {
        worker.raw.on("message", (data) => {
          seen.push(JSON.parse(String(data)).id);
          acknowledge(worker);
          if (seen.length === count) resolve();
        });
      }
    });
    expect(seen.toSorted()).toEqual((await delayed).map(({ id }) => id).sort());
    for (const worker of workers) worker.raw.terminate();
  });
});

onEachServer(
  (server) => {
    const report = (taskRun: TaskRun, type: string, own: object = {}) =>
      server.post("/events", [
        taskRunEvent({
          id: taskRun.id,
          type,
          taskKey: taskRun.task_key,
          dynamicKey: taskRun.dynamic_key,
          taskRun: {
            run_count: type === "RUNNING" ? 1 : 0,
            empirical_policy: taskRun.empirical_policy,
            ...own,
          },
        }),
      ]);
    const read = async (id: string) => (await server.get(`/task_runs/${id}`)).body;

    /** A worker takes a run, gets so far with it, and is never heard of again. */
    const lose = async (key: string, own: Own, type?: string): Promise<TaskRun> => {
      const taskRun = await delay(server, key, own);
      using worker = await subscribe(server, [key]);
      await take(worker, 1);
      if (type) await report(taskRun, type);
      return taskRun;
    };

    describe("of a worker that went away", () => {
      test.each<[string, Own, string | undefined]>([
        ["what it had not begun", {}, undefined],
        ["what it had only taken on", {}, "PENDING"],
        ["what may be tried again", { retries: 1 }, "RUNNING"],
      ])("%s is handed to another", async (_, own, type) => {
        const key = newKey();
        const taskRun = await lose(key, own, type);
        using other = await subscribe(server, [key]);
        const again = await other.next();
        expect(again).toMatchObject({ id: taskRun.id, state_name: "AwaitingRetry" });
        expect(again.state.state_details).toMatchObject({ task_parameters_id: PARAMETERS_ID });
      });

      test("what must not run twice is crashed, and whoever waits for it is told", async () => {
        const taskRun = await lose(newKey(), {}, "RUNNING");
        using feed = await server.connect("/events/out");
        feed.send({
          type: "filter",
          filter: {
            event: { name: ["prefect.task-run.Crashed"] },
            resource: { id: [`prefect.task-run.${taskRun.id}`] },
            occurred: { until: "2099-01-01T00:00:00Z" },
          },
        });
        const { event } = await feed.next();
        expect(event.payload.validated_state).toMatchObject({ type: "CRASHED", name: "Crashed" });
        expect(await read(taskRun.id)).toMatchObject({ state_type: "CRASHED", end_time: expect.any(String) });
        expect((await eventsOf(server, `prefect.task-run.${taskRun.id}`)).at(-1)?.resource).toMatchObject({
          "prefect.orchestration": "server",
          "prefect.state-type": "CRASHED",
        });
      });

      test("what it finished stays finished", async () => {
        const key = newKey();
        const done = await lose(key, { retries: 3 }, "COMPLETED");
        const next = await lose(key, {}, undefined);
        using other = await subscribe(server, [key]);
        expect(await take(other, 1)).toEqual([next.id]);
        expect((await read(done.id)).state_type).toBe("COMPLETED");
      });
    });

    test("a worker that another server took for gone is known again, as it never was", async () => {
      const key = newKey();
      using _ = await subscribe(server, [key]);
      await workersAre(server, key, 1);
      // What a server does that has not heard of the worker's own, because that one could not reach the database.
      await server.database.write((transaction) => transaction.deleteFrom("task_workers").execute());
      await workersAre(server, key, 1);
    });

    test("a worker that comes back in time keeps what it had", async () => {
      const [key, client_id] = [newKey(), newKey()];
      const taskRun = await delay(server, key, { retries: 5 });
      {
        using worker = await subscribe(server, [key], client_id);
        await take(worker, 1);
      }
      using worker = await subscribe(server, [key], client_id);
      await report(taskRun, "RUNNING");
      const sentinel = await lose(newKey(), {}, "RUNNING");
      // By the time another's run was given up, its own would have been, too.
      while ((await read(sentinel.id)).state_type !== "CRASHED") await new Promise(setImmediate);
      expect((await read(taskRun.id)).state_type).toBe("RUNNING");
      expect(worker.unread).toEqual([]);
    });
  },
  { serverTasksWorkerTimeoutSeconds: 1, serverServicesLostTaskRunsLoopSeconds: 0.2 },
);

describe.each(["sqlite", "postgres"] as const)("a restart on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  test("loses no task run that waits, and none that was on its way", async () => {
    const key = newKey();
    const [first, second] = [await delay(server, key), await delay(server, key)];
    using worker = await subscribe(server, [key]);
    expect((await worker.next()).id).toBe(first.id);
    await server.restart();
    using other = await subscribe(server, [key]);
    expect(await take(other, 2)).toEqual([first.id, second.id]);
  });

  test("leaves to a worker that comes back what it had acknowledged", async () => {
    const [key, client_id] = [newKey(), newKey()];
    const taskRun = await delay(server, key);
    using worker = await subscribe(server, [key], client_id);
    await take(worker, 1);
    await server.restart();
    using again = await subscribe(server, [key], client_id);
    const next = await delay(server, key);
    expect(await take(again, 1)).toEqual([next.id]);
    expect((await server.get(`/task_runs/${taskRun.id}`)).body.state_name).toBe("Scheduled");
  });
});

describe("two servers on one PostgreSQL", () => {
  let one: TestServer;
  let other: TestServer;
  beforeAll(async () => {
    one = await startTestServer("postgres");
    other = await startTestServer("postgres", { serverDatabaseUrl: one.databaseUrl });
  });
  afterAll(async () => {
    await other?.[Symbol.asyncDispose]();
    await one?.[Symbol.asyncDispose]();
  });

  test("hand each task run to one worker, whichever server it came to", async () => {
    const key = newKey();
    const workers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => subscribe(i % 2 === 0 ? one : other, [key])),
    );
    const count = 60;
    const delayed = await Promise.all(
      Array.from({ length: count }, (_, i) => delay(i % 3 === 0 ? one : other, key)),
    );
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      for (const worker of workers) {
        const see = (id: string) => {
          seen.push(id);
          acknowledge(worker);
          if (seen.length === count) resolve();
        };
        for (const taskRun of worker.unread) see((taskRun as TaskRun).id);
        worker.raw.on("message", (data) => see(JSON.parse(String(data)).id));
      }
    });
    expect(seen.toSorted()).toEqual(delayed.map(({ id }) => id).sort());
    for (const worker of workers) worker.raw.terminate();
  });

  test("list the workers of both", async () => {
    const key = newKey();
    using _ = await subscribe(one, [key], `1-${key}`);
    using __ = await subscribe(other, [key], `2-${key}`);
    await workersAre(one, key, 2);
    expect(await workersOf(other, [key])).toMatchObject([
      { identifier: `1-${key}` },
      { identifier: `2-${key}` },
    ]);
  });

  test("hand out what waits when the one that had it stops", async () => {
    const key = newKey();
    using worker = await subscribe(other, [key]);
    const taskRun = await delay(one, key);
    expect((await worker.next()).id).toBe(taskRun.id);
    await other.stop();
    using next = await subscribe(one, [key]);
    expect(await take(next, 1)).toEqual([taskRun.id]);
  });
});
