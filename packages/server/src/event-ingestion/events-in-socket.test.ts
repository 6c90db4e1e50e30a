import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const storedIds = async (ids: string[]): Promise<string[]> => {
    const rows = await server.database.reader
      .selectFrom("events")
      .select("id")
      .where("id", "in", ids)
      .execute();
    return rows.map(({ id }) => id).sort();
  };
  const plain = (own: object = {}) => ({
    id: newId(),
    occurred: "2026-11-22T23:04:13.307641Z",
    event: "made.up",
    resource: { "prefect.resource.id": "made.up.1" },
    ...own,
  });

  test("a pong says that everything sent before its ping is committed", async () => {
    const flowRun = await createFlowRun(server);
    using socket = await server.connect("/events/in");
    const events = Array.from({ length: 700 }, () => taskRunEvent({ flowRunId: flowRun.id }));
    for (const event of events) socket.send(event);
    await socket.ping();
    const ids = events.map(({ id }) => id).sort();
    expect(await storedIds(ids)).toEqual(ids);
    const { rows } = {
      rows: await server.post("/task_runs/count", { flow_runs: { id: { any_: [flowRun.id] } } }),
    };
    expect(rows.body).toBe(700);
  });

  test("pongs come in the order of the pings, each after its own events", async () => {
    using socket = await server.connect("/events/in");
    const pongs: string[] = [];
    const all = new Promise<void>((resolve) => {
      socket.raw.on("pong", (data) => {
        pongs.push(String(data));
        if (pongs.length === 3) resolve();
      });
    });
    for (const ping of ["1", "2", "3"]) {
      socket.send(plain());
      socket.raw.ping(ping);
    }
    await all;
    expect(pongs).toEqual(["1", "2", "3"]);
  });

  test("a frame that is no event is left out, and the socket goes on", async () => {
    using socket = await server.connect("/events/in");
    const [before, after] = [plain(), plain()];
    socket.send(before);
    for (const bad of [
      "no json",
      "[]",
      "null",
      "7",
      plain({ id: "none" }),
      plain({ occurred: "yesterday" }),
      plain({ event: "" }),
      plain({ event: "x".repeat(1025) }),
      plain({ resource: {} }),
      plain({ resource: { "prefect.resource.id": "" } }),
      plain({ related: [{ "prefect.resource.role": "nobody" }] }),
      plain({ related: Array.from({ length: 101 }, () => ({ "prefect.resource.id": "r" })) }),
      plain({ resource: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`l${i}`, "x"])) }),
      plain({ payload: { text: "x".repeat(1_600_000) } }),
    ]) {
      socket.send(bad);
    }
    socket.send(after);
    await socket.ping();
    expect(await storedIds([before.id, after.id])).toEqual([before.id, after.id].sort());
    expect(socket.unread).toEqual([]);
  });

  test("an event sent again is stored once, as it was first", async () => {
    using socket = await server.connect("/events/in");
    const event = plain({ payload: { first: true } });
    socket.send(event);
    await socket.ping();
    socket.send({ ...event, payload: { first: false } });
    await socket.ping();
    const rows = await server.database.reader
      .selectFrom("events")
      .select("payload")
      .where("id", "=", event.id)
      .execute();
    expect(rows.map(({ payload }) => JSON.parse(payload))).toEqual([{ first: true }]);
  });

  test("an event may have NUL, emoji and numbers where text is meant", async () => {
    using socket = await server.connect("/events/in");
    const event = plain({
      resource: { "prefect.resource.id": "a\u0000b🐈", count: 3 },
      payload: { x: "\u0000" },
    });
    socket.send(event);
    await socket.ping();
    expect(await storedIds([event.id])).toEqual([event.id]);
  });

  test("a close is answered when everything sent before it is committed", async () => {
    const flowRun = await createFlowRun(server);
    const socket = await server.connect("/events/in");
    socket.send(plain());
    await socket.ping();
    const events = Array.from({ length: 50 }, () => taskRunEvent({ flowRunId: flowRun.id }));
    for (const event of events) socket.send(event);
    socket.raw.close();
    await socket.closed;
    expect(await storedIds(events.map(({ id }) => id))).toHaveLength(50);
  });

  test("events of a socket that breaks off are stored all the same", async () => {
    const socket = await server.connect("/events/in");
    const events = Array.from({ length: 50 }, () => plain());
    const handed = events.map(
      (event) => new Promise((resolve) => socket.raw.send(JSON.stringify(event), resolve)),
    );
    await Promise.all(handed);
    socket.raw.terminate();
    await socket.closed;
    await expect.poll(() => storedIds(events.map(({ id }) => id))).toHaveLength(50);
  });

  test("POST /events stores a batch, or none of it when one of them is no event", async () => {
    const [first, second] = [plain(), plain()];
    expect((await server.post("/events", [first, second])).status).toBe(204);
    expect(await storedIds([first.id, second.id])).toHaveLength(2);
    const third = plain();
    const { status, body } = await server.post("/events", [third, { id: newId() }]);
    expect(status).toBe(422);
    expect(body.exception_detail.map(({ loc }: { loc: unknown[] }) => loc)).toEqual(
      expect.arrayContaining([
        ["body", 1, "occurred"],
        ["body", 1, "event"],
        ["body", 1, "resource"],
      ]),
    );
    expect(await storedIds([third.id])).toEqual([]);
  });
});
