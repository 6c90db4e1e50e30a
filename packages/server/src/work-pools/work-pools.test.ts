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
  ])("the template %j is refused", async (base_job_template, reason) => {
    expect(await create({ base_job_template })).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining(reason) },
    });
  });
});
