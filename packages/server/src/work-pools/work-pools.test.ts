import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const TEMPLATE = {
  job_configuration: { command: "{{ command }}", env: { A: "b" } },
  variables: { type: "object", properties: { command: { type: "string", default: "run" } } },
};

onEachServer((server) => {
  const newName = () => `pool-${randomUUID()}`;
  const create = (own: object = {}) =>
    server.post("/work_pools/", { name: newName(), type: "process", ...own });

  test("a pool is created with its default queue, and read by its name", async () => {
    const name = newName();
    const created = await create({ name, base_job_template: TEMPLATE, description: "d" });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name,
        description: "d",
        type: "process",
        base_job_template: TEMPLATE,
        is_paused: false,
        concurrency_limit: null,
        status: "NOT_READY",
        default_queue_id: expect.any(String),
        storage_configuration: {
          bundle_upload_step: null,
          bundle_execution_step: null,
          default_result_storage_block_id: null,
        },
        active_slots: null,
      },
    });
    expect((await server.get(`/work_pools/${name}`)).body).toEqual(created.body);
  });

  test("creating a pool tells of its queue, of itself and of its status", async () => {
    const { body: pool } = await create({ is_paused: true });
    const names = (await eventsOf(server, `prefect.work-pool.${pool.id}`)).map(({ event }) => event);
    expect(names).toEqual(["prefect.work-pool.created", "prefect.work-pool.paused"]);
    const [queue] = await eventsOf(server, `prefect.work-queue.${pool.default_queue_id}`);
    expect(queue).toMatchObject({
      event: "prefect.work-queue.created",
      related: [
        {
          "prefect.resource.id": `prefect.work-pool.${pool.id}`,
          "prefect.resource.role": "work-pool",
          "prefect.work-pool.type": "process",
        },
      ],
    });
  });

  test.each([
    [{ is_paused: true }, { status: "PAUSED" }],
    [{ type: "prefect-agent" }, { status: null }],
    [{ concurrency_limit: 0 }, { concurrency_limit: 0, active_slots: 0 }],
  ])("a pool created with %j has %j", async (own, expected) => {
    expect((await create(own)).body).toMatchObject(expected);
  });

  test("a name is given once", async () => {
    const { body: pool } = await create();
    expect(await create({ name: pool.name })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(pool.name) },
    });
  });

  test.each([
    ["Prefect-managed", 403],
    ["", 422],
    [" '\" ", 422],
    ["a/b", 422],
  ])("the name %j is refused with %i", async (name, status) => {
    expect((await create({ name })).status).toBe(status);
  });

  test("only what is sent of a pool changes, and is told", async () => {
    const { body: pool } = await create({ description: "d", concurrency_limit: 3 });
    const path = `/work_pools/${pool.name}`;
    expect((await server.call("PATCH", path, { description: null })).status).toBe(204);
    const changed = (await server.get(path)).body;
    expect(changed).toEqual({ ...pool, description: null, updated: changed.updated });
    expect(changed.updated > pool.updated).toBe(true);
    expect((await eventsOf(server, `prefect.work-pool.${pool.id}`)).at(-1)).toMatchObject({
      event: "prefect.work-pool.updated",
      resource: { "prefect.work-pool.type": "process", "prefect.resource.role": "work-pool" },
      related: [{ "prefect.resource.role": "default-queue" }],
      payload: { updated_fields: ["description"], updates: { description: { from: "d", to: null } } },
    });
    expect(
      (await server.call("PATCH", path, { concurrency_limit: null, base_job_template: TEMPLATE })).status,
    ).toBe(204);
    expect((await server.get(path)).body).toMatchObject({
      concurrency_limit: null,
      base_job_template: TEMPLATE,
    });
  });

  test("what changes nothing is not told", async () => {
    const { body: pool } = await create({ description: "d" });
    await server.call("PATCH", `/work_pools/${pool.name}`, { description: "d", is_paused: false });
    expect(await eventsOf(server, `prefect.work-pool.${pool.id}`)).toHaveLength(2);
  });

  test("a pool is paused and resumed, and each status follows the one before it", async () => {
    const { body: pool } = await create();
    const path = `/work_pools/${pool.name}`;
    await server.call("PATCH", path, { is_paused: true });
    expect((await server.get(path)).body).toMatchObject({ is_paused: true, status: "PAUSED" });
    await server.call("PATCH", path, { is_paused: false });
    expect((await server.get(path)).body).toMatchObject({ is_paused: false, status: "NOT_READY" });
    const events = await server.database.reader
      .selectFrom("events")
      .select(["event", "id", "follows"])
      .where("resource_id", "=", `prefect.work-pool.${pool.id}`)
      .orderBy("sequence")
      .execute();
    const [, first, paused, resumed] = events;
    expect(events.map(({ event }) => event.split(".").at(-1))).toEqual([
      "created",
      "not-ready",
      "paused",
      "not-ready",
    ]);
    expect([first?.follows, paused?.follows, resumed?.follows]).toEqual([null, first?.id, paused?.id]);
  });

  test("a template that is not one is refused when a pool is changed as when it is created", async () => {
    const { body: pool } = await create({ base_job_template: TEMPLATE });
    const change = { base_job_template: { job_configuration: {} } };
    expect((await server.call("PATCH", `/work_pools/${pool.name}`, change)).status).toBe(422);
    expect((await server.get(`/work_pools/${pool.name}`)).body.base_job_template).toEqual(TEMPLATE);
  });

  test("numbers in a template come back as they were spelled, since Python tells 1.0 from 1", async () => {
    const name = newName();
    const variables = '{"properties":{"a":{"type":"number","default":1.0}}}';
    const pool = `{"name":"${name}","base_job_template":{"job_configuration":{},"variables":${variables}}}`;
    const headers = { "content-type": "application/json" };
    expect((await server.call("POST", "/work_pools/", pool, headers)).status).toBe(201);
    expect(await (await fetch(`${server.apiUrl}/work_pools/${name}`)).text()).toContain(variables);
  });

  test("a pool is deleted with its queues and workers, each queue told", async () => {
    const { body: pool } = await create();
    const { body: queue } = await server.post(`/work_pools/${pool.name}/queues`, { name: "q" });
    await server.post(`/work_pools/${pool.name}/workers/heartbeat`, { name: "w" });
    expect((await server.call("DELETE", `/work_pools/${pool.name}`)).status).toBe(204);
    expect((await server.get(`/work_pools/${pool.name}`)).status).toBe(404);
    expect((await server.get(`/work_queues/${queue.id}`)).status).toBe(404);
    for (const id of [
      `work-pool.${pool.id}`,
      `work-queue.${queue.id}`,
      `work-queue.${pool.default_queue_id}`,
    ]) {
      expect((await eventsOf(server, `prefect.${id}`)).at(-1)?.event).toMatch(/^prefect\.work-\w+\.deleted$/);
    }
    expect(await server.call("DELETE", `/work_pools/${pool.name}`)).toMatchObject({ status: 404 });
  });

  test("pools are listed by their names, filtered and counted", async () => {
    const type = randomUUID();
    const names = [newName(), newName(), newName()].sort();
    for (const name of names.toReversed()) await create({ name, type });
    const work_pools = { type: { any_: [type] } };
    const list = async (body: object) =>
      (await server.post("/work_pools/filter", body)).body.map((pool: { name: string }) => pool.name);
    expect(await list({ work_pools })).toEqual(names);
    expect(await list({ work_pools, limit: 1, offset: 1 })).toEqual([names[1]]);
    expect(await list({ work_pools: { ...work_pools, name: { any_: [names[2]] } } })).toEqual([names[2]]);
    expect((await server.post("/work_pools/count", { work_pools })).body).toBe(3);
    expect((await server.post("/work_pools/filter", { limit: 201 })).status).toBe(422);
  });

  test.each(["PATCH", "DELETE"])("reserved pools are kept from %s", async (method) => {
    expect((await server.call(method, "/work_pools/prefect-x", { description: "d" })).status).toBe(403);
  });

  test("a pool that nobody made is not found", async () => {
    expect(await server.get("/work_pools/none")).toMatchObject({
      status: 404,
      body: { detail: "There is no work pool named none." },
    });
  });

  test.each([
    [{ variables: {} }, "needs both"],
    [{ job_configuration: {} }, "needs both"],
    [{ ...TEMPLATE, job_configuration: { a: ["{{ image }}"] } }, "image"],
    [
      { ...TEMPLATE, job_configuration: { a: "{{ $HOME }} {{ prefect.variables.x }}" } },
      "$HOME, prefect.variables.x",
    ],
    [
      { ...TEMPLATE, variables: { properties: { command: { type: "string", default: 7 } } } },
      "command: 7 is not of type string",
    ],
  ])("the template %j is refused", async (base_job_template, reason) => {
    expect(await create({ base_job_template })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining(reason) },
    });
  });
});
