import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { id: string; name: string; default_queue_id: string };
  let queues: string;
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
    queues = `/work_pools/${pool.name}/queues`;
  });

  const create = async (name: string, own: object = {}) => (await server.post(queues, { name, ...own })).body;
  const list = async (body: object = {}) => (await server.post(`${queues}/filter`, body)).body;
  const priorities = async () =>
    Object.fromEntries(
      (await list()).map((queue: { name: string; priority: number }) => [queue.name, queue.priority]),
    );
  const change = (name: string, body: object) => server.call("PATCH", `${queues}/${name}`, body);

  test("a queue is created in a pool, and read by its id and by its name", async () => {
    const created = await server.post(queues, { name: "q", concurrency_limit: 2, filter: { tags: ["t"] } });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: "q",
        description: "",
        is_paused: false,
        concurrency_limit: 2,
        priority: 2,
        work_pool_id: pool.id,
        filter: { tags: ["t"] },
        last_polled: null,
        work_pool_name: pool.name,
        status: "NOT_READY",
        active_slots: 0,
      },
    });
    expect((await server.get(`/work_queues/${created.body.id}`)).body).toEqual(created.body);
    expect((await server.get(`${queues}/q`)).body).toEqual(created.body);
  });

  test("a queue that is created paused says so", async () => {
    expect(await create("q", { is_paused: true })).toMatchObject({ is_paused: true, status: "PAUSED" });
  });

  test("a name is given once in a pool, whether by creating or by renaming", async () => {
    await create("a");
    await create("b");
    for (const answer of [await server.post(queues, { name: "a" }), await change("b", { name: "a" })]) {
      expect(answer).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining("queue named a") },
      });
    }
    expect((await change("b", { name: "b", description: "same name" })).status).toBe(204);
  });

  test("many who create queues at once get priorities of their own", async () => {
    const names = Array.from({ length: 8 }, (_, place) => `q${place}`);
    await Promise.all(names.map((name) => create(name)));
    expect(Object.values(await priorities()).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test("a queue with a priority pushes others back, at its creation and at its change", async () => {
    await create("low", { priority: 5 });
    await create("first", { priority: 1 });
    expect(await priorities()).toEqual({ first: 1, default: 2, low: 5 });
    await change("low", { priority: 1 });
    expect(await priorities()).toEqual({ low: 1, first: 2, default: 3 });
  });

  test("a queue is paused and resumed, and ready again when it was polled of late", async () => {
    await create("q");
    await change("q", { is_paused: true });
    expect((await server.get(`${queues}/q`)).body).toMatchObject({ is_paused: true, status: "PAUSED" });
    await change("q", { is_paused: false });
    expect((await server.get(`${queues}/q`)).body).toMatchObject({ is_paused: false, status: "NOT_READY" });
    await change("q", { is_paused: true, last_polled: new Date().toISOString() });
    await change("q", { is_paused: false });
    expect((await server.get(`${queues}/q`)).body.status).toBe("READY");
  });

  test("changes and statuses are told, each with the pool", async () => {
    const { id } = await create("q");
    await change("q", { description: "d", concurrency_limit: 1, is_paused: true });
    await change("q", { description: "d" });
    const [created, updated, paused, ...others] = await eventsOf(server, `prefect.work-queue.${id}`);
    const related = [
      {
        "prefect.resource.id": `prefect.work-pool.${pool.id}`,
        "prefect.resource.name": pool.name,
        "prefect.resource.role": "work-pool",
        "prefect.work-pool.type": "process",
      },
    ];
    expect(created).toMatchObject({ event: "prefect.work-queue.created", related });
    expect(updated).toMatchObject({
      event: "prefect.work-queue.updated",
      resource: { "prefect.resource.name": "q", "prefect.resource.role": "work-queue" },
      related,
      payload: {
        updated_fields: ["description", "concurrency_limit"],
        updates: { description: { from: "", to: "d" }, concurrency_limit: { from: null, to: 1 } },
      },
    });
    expect(paused).toMatchObject({ event: "prefect.work-queue.paused", related });
    expect(others).toEqual([]);
  });

  test("a queue is deleted, but for the one that its pool needs", async () => {
    const { id } = await create("q");
    expect((await server.call("DELETE", `${queues}/q`)).status).toBe(204);
    expect((await server.get(`/work_queues/${id}`)).status).toBe(404);
    expect((await eventsOf(server, `prefect.work-queue.${id}`)).at(-1)?.event).toBe(
      "prefect.work-queue.deleted",
    );
    expect(await server.call("DELETE", `/work_queues/${pool.default_queue_id}`)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining("goes with the pool") },
    });
  });

  test("queues are listed by their priorities, filtered by id, name and its beginning", async () => {
    const first = await create("First", { priority: 1 });
    await create("other");
    const names = async (work_queues: object, page: object = {}) =>
      (await list({ work_queues, ...page })).map(({ name }: { name: string }) => name);
    expect(await names({})).toEqual(["First", "default", "other"]);
    expect(await names({}, { limit: 1, offset: 1 })).toEqual(["default"]);
    expect(await names({ id: { any_: [first.id] } })).toEqual(["First"]);
    expect(await names({ name: { any_: ["other"] } })).toEqual(["other"]);
    expect(await names({ name: { startswith_: ["fi", "oth"] } })).toEqual(["First", "other"]);
    expect(await names({ name: { startswith_: [] } })).toEqual([]);
    expect(await names({ name: { startswith_: ["irst"] } })).toEqual([]);
  });

  test("the queues of all pools are listed by their names", async () => {
    const ids = [await create("zz"), await create("aa")].map(({ id }) => id);
    const { body } = await server.post("/work_queues/filter", { work_queues: { id: { any_: ids } } });
    expect(body.map(({ name }: { name: string }) => name)).toEqual(["aa", "zz"]);
  });

  test("a queue without a pool is in the pool for agents, and is read by its name there", async () => {
    const name = randomUUID();
    const { status, body } = await server.post("/work_queues/", { name });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name, work_pool_name: "default-agent-pool" });
    expect((await server.get(`/work_queues/name/${name}`)).body).toEqual(body);
    expect((await server.post("/work_queues/", { name })).status).toBe(409);
  });

  test("what is not there is not found", async () => {
    const none = `/work_pools/none-${randomUUID()}/queues`;
    const answers = [
      await server.get(`${queues}/none`),
      await change("none", { is_paused: true }),
      await server.call("DELETE", `${queues}/none`),
      await server.get(`/work_queues/${randomUUID()}`),
      await server.get("/work_queues/name/none"),
      await server.post(none, { name: "q" }),
      await server.post(`${none}/filter`, {}),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
  });
});
