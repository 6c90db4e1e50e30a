import { expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const HOUR = "2026-11-22T10";
const OCCURRED = { since: `${HOUR}:00:00Z`, until: `${HOUR}:59:59Z` };

let sent = 0;
const newEvent = (minute: number, own: object = {}) => ({
  id: `01a20580-bdec-7052-b5b7-${String(++sent).padStart(12, "0")}`,
  occurred: `${HOUR}:${String(minute).padStart(2, "0")}:00.5Z`,
  event: "shop.sold",
  resource: { "prefect.resource.id": "shop.1", "prefect.resource.name": "Corner" },
  related: [],
  payload: {},
  ...own,
});

onEachServer((server) => {
  const minutesOf = (answer: { body: { events: { occurred: string }[] } }) =>
    answer.body.events.map(({ occurred }) => Number(occurred.slice(14, 16)));
  const inShop = (own: object = {}) => ({
    filter: { occurred: OCCURRED, event: { name: ["shop.sold"] }, ...own },
  });

  test("events are listed page by page, and what is stored meanwhile moves nothing", async () => {
    await server.post(
      "/events",
      [1, 2, 3, 4, 5].map((minute) => newEvent(minute)),
    );
    const first = await server.post("/events/filter", { ...inShop(), limit: 2 });
    expect(first).toMatchObject({ status: 200, body: { total: 5 } });
    expect(minutesOf(first)).toEqual([5, 4]);
    expect(first.body.next_page).toMatch(new RegExp(`^${server.apiUrl}/events/filter/next\\?page-token=`));

    await server.post("/events", [newEvent(6), newEvent(5)]);
    const second = await server.get(first.body.next_page.slice(server.apiUrl.length));
    expect(minutesOf(second)).toEqual([3, 2]);
    const third = await server.get(second.body.next_page.slice(server.apiUrl.length));
    expect(third.body).toMatchObject({ total: 5, next_page: null });
    expect(minutesOf(third)).toEqual([1]);
  });

  test("events are listed oldest first when asked", async () => {
    await server.post("/events", [
      newEvent(30, { event: "shop.closed" }),
      newEvent(20, { event: "shop.closed" }),
    ]);
    const filter = { occurred: OCCURRED, event: { prefix: ["shop.clo"] }, order: "ASC" };
    expect(minutesOf(await server.post("/events/filter", { filter }))).toEqual([20, 30]);
  });

  test("without a filter the newest events of all kinds are listed, those of the server among them", async () => {
    const flowRun = await createFlowRun(server);
    const { body } = await server.post("/events/filter");
    const names = body.events.map(({ event }: { event: string }) => event);
    expect(names.slice(0, 2)).toEqual(["prefect.flow-run.Pending", "prefect.flow.created"]);
    const byFlow = { any_resource: { id: [`prefect.flow.${flowRun.flow_id}`] } };
    expect((await server.post("/events/filter", { filter: byFlow })).body.total).toBe(2);
  });

  test("a page of no events tells how many there are", async () => {
    await server.post("/events", [newEvent(40, { event: "shop.counted" })]);
    const filter = { occurred: OCCURRED, event: { name: ["shop.counted"] } };
    expect((await server.post("/events/filter", { filter, limit: 0 })).body).toEqual({
      events: [],
      total: 1,
      next_page: null,
    });
  });

  test.each(["nonsense", "bnVsbA", ""])("the page token %j is refused", async (token) => {
    expect(await server.get(`/events/filter/next?page-token=${token}`)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("page token") },
    });
  });

  test.each([
    { limit: 51 },
    { limit: -1 },
    { filter: { event: { nme: ["a"] } } },
    { filter: { text: { query: "x".repeat(201) } } },
  ])("%j is refused", async (body) => {
    expect((await server.post("/events/filter", body)).status).toBe(422);
  });

  test("events are counted by spans of time, also those without any", async () => {
    await server.post("/events", [
      newEvent(0, { event: "shop.opened" }),
      newEvent(25, { event: "shop.opened" }),
    ]);
    const filter = {
      occurred: { since: `${HOUR}:02:00Z`, until: `${HOUR}:29:00Z` },
      event: { name: ["shop.opened"] },
    };
    const body = { filter, time_unit: "minute", time_interval: 10 };
    const answer = await server.post("/events/count-by/time", body);
    expect(answer.body).toEqual([
      {
        value: "0",
        label: `${HOUR}:00:00+00:00`,
        count: 0,
        start_time: `${HOUR}:00:00.000000Z`,
        end_time: `${HOUR}:09:59.999999Z`,
      },
      {
        value: "1",
        label: `${HOUR}:10:00+00:00`,
        count: 0,
        start_time: `${HOUR}:10:00.000000Z`,
        end_time: `${HOUR}:19:59.999999Z`,
      },
      {
        value: "2",
        label: `${HOUR}:20:00+00:00`,
        count: 1,
        start_time: `${HOUR}:20:00.000000Z`,
        end_time: `${HOUR}:29:59.999999Z`,
      },
    ]);
    const byDay = await server.post("/events/count-by/day", { filter: { ...filter, occurred: OCCURRED } });
    expect(byDay.body).toMatchObject([{ count: 2, start_time: "2026-11-22T00:00:00.000000Z" }]);
  });

  test("events of any kind are counted by time as well", async () => {
    const filter = {
      occurred: { since: "2025-03-01T00:00:00Z", until: "2025-03-02T23:00:00Z" },
      text: { query: "opened" },
    };
    await server.post("/events", [newEvent(1, { occurred: "2025-03-02T05:00:00Z", event: "shop.opened" })]);
    const { body } = await server.post("/events/count-by/day", { filter });
    expect(body.map(({ count }: { count: number }) => count)).toEqual([0, 1]);
  });

  test("events are counted by name and by resource, the most frequent first", async () => {
    const at = { since: "2025-01-01T00:00:00Z", until: "2025-01-02T00:00:00Z" };
    const on = (second: number, own: object) =>
      newEvent(0, { occurred: `2025-01-01T00:00:0${second}Z`, ...own });
    const renamed = { "prefect.resource.id": "shop.2", "prefect.resource.name": "New name" };
    await server.post("/events", [
      on(1, {
        event: "a",
        resource: { "prefect.resource.id": "shop.2", "prefect.resource.name": "Old name" },
      }),
      on(2, { event: "b", resource: renamed }),
      on(3, { event: "b", resource: { "prefect.resource.id": "shop.3" } }),
    ]);
    expect((await server.post("/events/count-by/event", { filter: { occurred: at } })).body).toEqual([
      {
        value: "b",
        label: "b",
        count: 2,
        start_time: "2025-01-01T00:00:02.000000Z",
        end_time: "2025-01-01T00:00:03.000000Z",
      },
      {
        value: "a",
        label: "a",
        count: 1,
        start_time: "2025-01-01T00:00:01.000000Z",
        end_time: "2025-01-01T00:00:01.000000Z",
      },
    ]);
    expect((await server.post("/events/count-by/resource", { filter: { occurred: at } })).body).toMatchObject(
      [
        { value: "shop.2", label: "New name", count: 2 },
        { value: "shop.3", label: "shop.3", count: 1 },
      ],
    );
  });

  test.each([
    ["second", 1, 422],
    ["week", 1, 200],
    ["day", 0.001, 422],
    ["fortnight", 1, 422],
  ])("counting half a year by %s, %d at a time, is answered %d", async (time_unit, time_interval, status) => {
    const answer = await server.post("/events/count-by/time", { filter: {}, time_unit, time_interval });
    expect(answer.status).toBe(status);
  });

  test("there are no other ways to count", async () => {
    expect((await server.post("/events/count-by/mood", { filter: {} })).status).toBe(422);
    expect((await server.post("/events/count-by/event", {})).status).toBe(422);
  });
});
