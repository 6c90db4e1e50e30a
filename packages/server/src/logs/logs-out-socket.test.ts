import { randomUUID } from "node:crypto";
import { leastIdAt } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";
import { insertLogs } from "./queries.ts";

const line = (own: object = {}) => ({
  name: "prefect.flow_runs",
  level: 20,
  message: "hello",
  timestamp: "2026-01-02T03:04:05.678901Z",
  ...own,
});

/** A socket that sends what passes the filter from now on. */
async function subscribe(server: TestServer, filter?: object) {
  const socket = await server.connect("/logs/out");
  socket.send({ type: "filter", filter });
  return socket;
}

onEachServer((server) => {
  const store = (lines: object[]) => server.post("/logs/", lines);

  test("a line is sent once it is stored, with every field, and only where the filter has it", async () => {
    const flow_run_id = randomUUID();
    using socket = await subscribe(server, { flow_run_id: { any_: [flow_run_id] }, level: { ge_: 20 } });
    // The feed has begun once it sends: until then it may not have seen the filter.
    await beginning(server, socket, { flow_run_id });
    await store([
      line({ flow_run_id, level: 10 }),
      line({ flow_run_id: randomUUID() }),
      line({ flow_run_id, message: "this" }),
    ]);
    expect(await nextOf(socket)).toEqual({
      type: "log",
      log: {
        ...line({ flow_run_id, message: "this" }),
        task_run_id: null,
        id: expect.any(String),
        created: expect.any(String),
        updated: expect.any(String),
      },
    });
    await socket.ping();
    expect(
      socket.unread.filter((message) => (message as { log: { name: string } }).log.name !== BEGINNING),
    ).toEqual([]);
  });

  test("nothing of before is sent, and nothing twice", async () => {
    const flow_run_id = randomUUID();
    await store([line({ flow_run_id, message: "before" })]);
    using socket = await subscribe(server, { flow_run_id: { any_: [flow_run_id] } });
    await beginning(server, socket, { flow_run_id });
    const messages = Array.from({ length: 1200 }, (_, place) => `line ${place}`);
    for (let start = 0; start < messages.length; start += 400) {
      await store(messages.slice(start, start + 400).map((message) => line({ flow_run_id, message })));
    }
    const sent: string[] = [];
    while (sent.length < messages.length) sent.push((await nextOf(socket)).log.message);
    expect(sent).toEqual(messages);
    await store([line({ flow_run_id, message: "the last" })]);
    expect((await nextOf(socket)).log.message).toBe("the last");
  });

  test("a line that is committed long after it got its id is sent before those stored after it", async (test) => {
    test.skip(server.dialect === "sqlite", "There transactions follow one another.");
    const flow_run_id = randomUUID();
    using socket = await subscribe(server, { flow_run_id: { any_: [flow_run_id] } });
    await beginning(server, socket, { flow_run_id });
    await server.database.write(async (transaction) => {
      const created = "2026-01-02T03:04:05.678901Z";
      const late = { ...line({ message: "late" }), flow_run_id, task_run_id: null, created };
      await insertLogs(transaction, [{ ...late, id: leastIdAt(Date.now() - 60_000) }]);
      await store([line({ flow_run_id, message: "after it" })]);
    });
    expect((await nextOf(socket)).log.message).toBe("late");
    expect((await nextOf(socket)).log.message).toBe("after it");
  });

  test("without a filter every line is sent", async () => {
    using socket = await subscribe(server);
    const message = randomUUID();
    await beginning(server, socket, { message });
    await store([line({ message })]);
    expect(await nextOf(socket)).toMatchObject({ type: "log", log: { message } });
  });

  test("another first message, and a filter that is none, close the socket with what is wrong", async () => {
    using other = await server.connect("/logs/out");
    other.send({ type: "subscribe" });
    expect(await other.closed).toEqual({ code: 1002, reason: 'The first message must be of type "filter".' });
    using wrong = await subscribe(server, { level: { ge_: "high" } });
    expect(await wrong.closed).toMatchObject({ code: 1002, reason: expect.stringMatching(/^filter\.level/) });
  });
});

describe("a server that streams no logs", () => {
  onEachServer(
    (server) => {
      test("takes the filter and stays silent", async () => {
        using socket = await subscribe(server);
        await socket.ping();
        await server.post("/logs/", [line()]);
        await socket.ping();
        expect(socket.unread).toEqual([]);
      });
    },
    { serverLogsStreamOutEnabled: false },
    ["sqlite"],
  );
});

const BEGINNING = "Is anybody there?";

/** Stores lines until the first of them is sent: then the feed has begun. */
async function beginning(server: TestServer, socket: TestSocket, own: object): Promise<void> {
  const arrived = socket.next();
  let isThere = false;
  void arrived.then(() => {
    isThere = true;
  });
  while (!isThere) {
    await server.post("/logs/", [line({ ...own, name: BEGINNING })]);
    await socket.ping();
  }
}

/** The next message that tells of no line of the beginning. */
async function nextOf(socket: TestSocket) {
  for (;;) {
    const message = await socket.next();
    if (message.log?.name !== BEGINNING) return message;
  }
}
