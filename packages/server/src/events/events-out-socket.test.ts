import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp, newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import type { TestSocket } from "../../test/test-socket.ts";

const NEXT_YEAR = "2099-01-01T00:00:00Z";

onEachServer((server) => {
  const publish = async (own: object = {}) => {
    const event = {
      id: newId(),
      occurred: currentTimestamp(),
      event: "made.up",
      resource: { "prefect.resource.id": "made.up.1" },
      ...own,
    };
    expect((await server.post("/events", [event])).status).toBe(204);
    return event;
  };
  const about = (id: string) => ({ any_resource: { id: [id] } });
  const subscribe = async (filter: object, backfill?: boolean) => {
    const socket = await server.connect("/events/out");
    socket.send({ type: "filter", filter, ...(backfill !== undefined && { backfill }) });
    return socket;
  };
  const idsOf = async (socket: TestSocket, count: number): Promise<string[]> => {
    const ids: string[] = [];
    while (ids.length < count) ids.push((await socket.next()).event.id);
    return ids;
  };

  test("first come the stored events that pass, by their times, then each new one", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const now = currentTimestamp();
    const second = await publish({ resource, occurred: addSeconds(now, -10) });
    const first = await publish({ resource, occurred: addSeconds(now, -20) });
    await publish();
    using socket = await subscribe({
      ...about(resource["prefect.resource.id"]),
      occurred: { until: NEXT_YEAR },
    });
    expect(await idsOf(socket, 2)).toEqual([first.id, second.id]);
    const third = await publish({ resource });
    await publish();
    const fourth = await publish({ resource });
    expect(await idsOf(socket, 2)).toEqual([third.id, fourth.id]);
  });

  test("an event comes in an envelope, with all it was sent with and when it was received", async () => {
    const event = await publish({
      resource: { "prefect.resource.id": randomUUID(), label: "x" },
      related: [{ "prefect.resource.id": "r", "prefect.resource.role": "friend" }],
      payload: { deep: [1, { a: null }] },
      follows: newId(),
    });
    using socket = await subscribe(about(event.resource["prefect.resource.id"]));
    expect(await socket.next()).toEqual({
      type: "event",
      event: { ...event, received: expect.stringMatching(/Z$/) },
    });
  });

  test("a change of state comes once it is committed, and none that was refused", async () => {
    const flowRun = await createFlowRun(server);
    const filter = { ...about(`prefect.flow-run.${flowRun.id}`), occurred: { until: NEXT_YEAR } };
    using socket = await subscribe(filter);
    expect((await socket.next()).event.event).toBe("prefect.flow-run.Pending");
    await setState(server, flowRun.id, { type: "PENDING" });
    const { body } = await setState(server, flowRun.id, { type: "RUNNING" });
    const { event } = await socket.next();
    expect(event).toMatchObject({
      id: body.state.id,
      occurred: body.state.timestamp,
      event: "prefect.flow-run.Running",
      follows: flowRun.state_id,
      payload: {
        intended: { from: "PENDING", to: "RUNNING" },
        initial_state: { type: "PENDING", name: "Pending" },
        validated_state: { type: "RUNNING", name: "Running" },
      },
    });
    expect(event.resource).toMatchObject({
      "prefect.resource.id": `prefect.flow-run.${flowRun.id}`,
      "prefect.resource.name": flowRun.name,
      "prefect.run-count": "1",
      "prefect.state-name": "Running",
      "prefect.state-type": "RUNNING",
      "prefect.state-timestamp": body.state.timestamp.replace("Z", "+00:00"),
    });
    expect(event.related).toContainEqual(
      expect.objectContaining({
        "prefect.resource.id": `prefect.flow.${flowRun.flow_id}`,
        "prefect.resource.role": "flow",
      }),
    );
  });

  test("without an end a feed ends when it began: stored events alone come", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const stored = await publish({ resource });
    using socket = await subscribe(about(resource["prefect.resource.id"]));
    using other = await subscribe({
      ...about(resource["prefect.resource.id"]),
      occurred: { until: NEXT_YEAR },
    });
    expect(await idsOf(socket, 1)).toEqual([stored.id]);
    await idsOf(other, 1);
    const later = await publish({ resource });
    expect(await idsOf(other, 1)).toEqual([later.id]);
    expect(socket.unread).toEqual([]);
  });

  test("without backfill only new events come", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const filter = { ...about(resource["prefect.resource.id"]), occurred: { until: NEXT_YEAR } };
    using earlier = await subscribe(filter);
    await publish({ resource });
    // The server's feed may be a little behind: once it has sent the event to somebody, it is past it.
    await idsOf(earlier, 1);
    using socket = await subscribe(filter, false);
    // It is in place once the server has answered a ping that came after the filter.
    await socket.ping();
    const event = await publish({ resource });
    expect(await idsOf(socket, 1)).toEqual([event.id]);
  });

  test("a feed looks back a quarter of an hour, whatever it asks for", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const now = currentTimestamp();
    await publish({ resource, occurred: addSeconds(now, -1000) });
    const recent = await publish({ resource, occurred: addSeconds(now, -800) });
    using socket = await subscribe({
      ...about(resource["prefect.resource.id"]),
      occurred: { since: "2000-01-01T00:00:00Z", until: NEXT_YEAR },
    });
    expect(await idsOf(socket, 1)).toEqual([recent.id]);
    const next = await publish({ resource });
    expect(await idsOf(socket, 1)).toEqual([next.id]);
  });

  test("a backfill of many pages leaves nothing out and sends nothing twice", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const occurred = currentTimestamp();
    const events = Array.from({ length: 620 }, (_, i) => ({
      id: newId(),
      occurred: i % 3 === 0 ? occurred : addSeconds(occurred, -1),
      event: "many",
      resource,
    }));
    await server.post("/events", events);
    using socket = await subscribe({
      ...about(resource["prefect.resource.id"]),
      occurred: { until: NEXT_YEAR },
    });
    expect((await idsOf(socket, 620)).sort()).toEqual(events.map(({ id }) => id).sort());
    const next = await publish({ resource });
    expect(await idsOf(socket, 1)).toEqual([next.id]);
  });

  test("events that are committed while a feed begins come exactly once", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const filter = { ...about(resource["prefect.resource.id"]), occurred: { until: NEXT_YEAR } };
    const publishing = Promise.all(Array.from({ length: 40 }, () => publish({ resource })));
    const sockets = await Promise.all(Array.from({ length: 4 }, () => subscribe(filter)));
    const ids = (await publishing).map(({ id }) => id).sort();
    const last = await publish({ resource, event: "last" });
    for (const socket of sockets) {
      expect((await idsOf(socket, 41)).sort()).toEqual([...ids, last.id].sort());
      socket[Symbol.dispose]();
    }
  });

  test("a reader that stops reading holds up nobody and goes on from its place", async () => {
    const resource = { "prefect.resource.id": randomUUID() };
    const filter = { ...about(resource["prefect.resource.id"]), occurred: { until: NEXT_YEAR } };
    using slow = await subscribe(filter);
    using quick = await subscribe(filter);
    const begun = await publish({ resource });
    expect([await idsOf(slow, 1), await idsOf(quick, 1)]).toEqual([[begun.id], [begun.id]]);
    slow.raw.pause();
    const payload = { text: "x".repeat(100_000) };
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push((await publish({ resource, payload })).id);
    expect(await idsOf(quick, 60)).toEqual(ids);
    slow.raw.resume();
    expect(await idsOf(slow, 60)).toEqual(ids);
  });

  describe("a filter", () => {
    test.each<[string, object, object, object]>([
      ["names", { event: { name: ["right"] } }, { event: "right" }, { event: "wrong" }],
      ["beginnings of names", { event: { prefix: ["ri"] } }, { event: "right" }, { event: "wrong" }],
      ["names left out", { event: { exclude_name: ["wrong"] } }, { event: "right" }, { event: "wrong" }],
      [
        "empty lists, which restrict nothing",
        { id: { id: [] }, event: { name: [] } },
        { event: "right" },
        {},
      ],
      [
        "labels",
        { resource: { labels: { color: ["r*", "!green"] } } },
        { resource: { color: "red" } },
        { resource: { color: "green" } },
      ],
      [
        "related resources",
        { related: { role: ["friend"] } },
        { related: [{ "prefect.resource.id": "a", "prefect.resource.role": "friend" }] },
        { related: [{ "prefect.resource.id": "a", "prefect.resource.role": "foe" }] },
      ],
      [
        "text",
        { text: { query: "needle -straw" } },
        { payload: { a: "a Needle" } },
        { payload: { a: "needle straw" } },
      ],
    ])("restricts by %s", async (kind, filter, right, wrong) => {
      const id = randomUUID();
      const of = (own: { resource?: object }) => ({
        ...own,
        resource: { ...own.resource, "prefect.resource.id": id },
      });
      const restrictsNothing = kind.startsWith("empty");
      const wrongOne = await publish(of(wrong));
      const rightOne = await publish(of(right));
      const own = "resource" in filter ? (filter.resource as object) : {};
      using socket = await subscribe({
        ...filter,
        resource: { ...own, id: [id] },
        occurred: { until: NEXT_YEAR },
      });
      const expected = restrictsNothing ? [wrongOne.id, rightOne.id] : [rightOne.id];
      expect(await idsOf(socket, expected.length)).toEqual(expected);
      const next = await publish(of(right));
      expect(await idsOf(socket, 1)).toEqual([next.id]);
    });

    test.each<[string, object | string]>([
      ["of an unknown field", { type: "filter", filter: { colour: "red" } }],
      ["of a wrong type", { type: "filter", filter: { event: { name: "not a list" } } }],
      ["with a very long key", { type: "filter", filter: { ["ü".repeat(500)]: 1 } }],
      ["with a long key of two-byte characters", { type: "filter", filter: { [`x${"ü".repeat(500)}`]: 1 } }],
      ["in another message", { type: "subscribe" }],
      ["that is no JSON", "what?"],
      ["that is null", "null"],
    ])("%s closes the socket with 1002 and a short reason", async (_, message) => {
      using socket = await server.connect("/events/out");
      socket.send(message);
      const { code, reason } = await socket.closed;
      expect(code).toBe(1002);
      expect(reason).not.toBe("");
      expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    });
  });
});

describe("a server that streams no events", () => {
  onEachServer(
    (server) => {
      test("takes the filter and stays silent", async () => {
        using socket = await server.connect("/events/out");
        socket.send({ type: "filter", filter: { occurred: { until: "2100-01-01T00:00:00Z" } } });
        await socket.ping();
        await server.post("/flows/", { name: "unheard" });
        await socket.ping();
        expect(socket.unread).toEqual([]);
      });
    },
    { serverEventsStreamOutEnabled: false },
    ["sqlite"],
  );
});
