import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlow, eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const CRON = { schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin" } };
const HOURLY = { schedule: { interval: 3600 } };

onEachServer((server) => {
  const newName = () => `d-${randomUUID()}`;
  const deploy = async (own: Record<string, unknown> = {}) => {
    const flow_id = own.flow_id ?? (await createFlow(server)).id;
    const { status, body } = await server.post("/deployments/", { name: newName(), flow_id, ...own });
    if (status >= 300) throw new Error(`The deployment was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  };
  const patch = (path: string, body: unknown) => server.call("PATCH", path, body);
  const remove = (path: string) => server.call("DELETE", path);
  const read = async (id: string) => (await server.get(`/deployments/${id}`)).body;
  const createPool = async (own: Record<string, unknown> = {}) => {
    const name = `p-${randomUUID()}`;
    await server.post("/work_pools/", { name, type: "process", ...own });
    return name;
  };
  const run = (id: string, own: Record<string, unknown> = {}) =>
    server.post(`/deployments/${id}/create_flow_run`, own);
  const eventNamesOf = async (id: string) =>
    (await eventsOf(server, `prefect.deployment.${id}`)).map(({ event }) => event);

  test("a deployment is created, and read by its id and by the names of its flow and itself", async () => {
    const flow = await createFlow(server);
    const pool = await createPool();
    const name = newName();
    const created = await server.post("/deployments/", {
      name,
      flow_id: flow.id,
      tags: ["x"],
      parameters: { a: 1 },
      work_pool_name: pool,
      schedules: [CRON],
      entrypoint: "f.py:f",
    });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name,
        status: "NOT_READY",
        work_pool_name: pool,
        work_queue_name: "default",
        pull_steps: [],
        schedules: [{ active: true, schedule: { cron: "0 6 * * *", timezone: "Europe/Berlin" }, slug: null }],
        labels: { "prefect.flow.id": flow.id },
        enforce_parameter_schema: true,
      },
    });
    expect(await read(created.body.id)).toEqual(created.body);
    expect((await server.get(`/deployments/name/${flow.name}/${name}`)).body).toEqual(created.body);
    expect(await eventNamesOf(created.body.id)).toEqual(["prefect.deployment.created"]);
  });

  test("one of the same flow and name is changed instead, in what is sent, its schedules replaced", async () => {
    const first = await deploy({
      tags: ["kept"],
      description: "old",
      parameters: { a: 1 },
      schedules: [CRON],
    });
    const again = await server.post("/deployments/", {
      name: first.name,
      flow_id: first.flow_id,
      description: "new",
    });
    expect(again).toMatchObject({
      status: 200,
      body: { id: first.id, description: "new", tags: ["kept"], parameters: {}, schedules: [] },
    });
    expect(await eventNamesOf(first.id)).toEqual([
      "prefect.deployment.created",
      "prefect.deployment.updated",
      "reeve.deployment.schedules-changed",
    ]);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ["a flow", { flow_id: randomUUID() }, 409],
    ["a work pool", { work_pool_name: "nowhere" }, 404],
    ["a shared limit", { global_concurrency_limit_id: randomUUID() }, 404],
  ])("of %s that does not exist it is said so, and nothing is created", async (_, own, status) => {
    const flow = await createFlow(server);
    const name = newName();
    const answer = await server.post("/deployments/", { name, flow_id: flow.id, ...own });
    expect(answer.status).toBe(status);
    expect((await server.get(`/deployments/name/${flow.name}/${name}`)).status).toBe(404);
  });

  test("a queue that its pool does not have is made", async () => {
    const pool = await createPool();
    const { work_queue_name, work_queue_id } = await deploy({
      work_pool_name: pool,
      work_queue_name: "fast",
    });
    expect(work_queue_name).toBe("fast");
    expect((await server.get(`/work_pools/${pool}/queues/fast`)).body.id).toBe(work_queue_id);
  });

  test("a limit of its own is made, changed and taken away with it", async () => {
    const { id, global_concurrency_limit: limit } = await deploy({ concurrency_limit: 3 });
    expect(limit).toMatchObject({ name: `deployment:${id}`, limit: 3 });
    await patch(`/deployments/${id}`, { concurrency_limit: 5 });
    expect(await read(id)).toMatchObject({ concurrency_limit: null, global_concurrency_limit: { limit: 5 } });
    await patch(`/deployments/${id}`, { concurrency_limit: null });
    expect((await read(id)).global_concurrency_limit).toBeNull();
    await patch(`/deployments/${id}`, { concurrency_limit: 1 });
    await remove(`/deployments/${id}`);
    expect((await server.get(`/v2/concurrency_limits/deployment:${id}`)).status).toBe(404);
  });

  test("a limit of its own goes with its flow, and one that it shares stays", async () => {
    const name = `shared-${randomUUID()}`;
    const shared = (await server.post("/v2/concurrency_limits/", { name, limit: 2 })).body;
    const flow = await server.post("/flows/", { name: `limited-${randomUUID()}` });
    const own = await deploy({ flow_id: flow.body.id, name: "own", concurrency_limit: 3 });
    await deploy({ flow_id: flow.body.id, name: "shares", global_concurrency_limit_id: shared.id });
    await remove(`/flows/${flow.body.id}`);
    expect((await server.get(`/v2/concurrency_limits/deployment:${own.id}`)).status).toBe(404);
    expect((await server.get(`/v2/concurrency_limits/${name}`)).status).toBe(200);
  });

  test("a change leaves what is not sent, and takes it out of its queue when the pool is null", async () => {
    const pool = await createPool();
    const { id } = await deploy({ work_pool_name: pool, description: "kept", parameters: { a: 1 } });
    expect((await patch(`/deployments/${id}`, { tags: ["new"] })).status).toBe(204);
    expect(await read(id)).toMatchObject({ description: "kept", parameters: { a: 1 }, tags: ["new"] });
    await patch(`/deployments/${id}`, { work_pool_name: null });
    expect(await read(id)).toMatchObject({ work_pool_name: null, work_queue_id: null });
    expect((await patch(`/deployments/${randomUUID()}`, {})).status).toBe(404);
  });

  test("schedules with slugs are changed by them, renamed, and added, and none is lost", async () => {
    const { id } = await deploy({
      schedules: [
        { ...CRON, slug: "daily", active: false },
        { ...HOURLY, slug: "hourly" },
      ],
    });
    await patch(`/deployments/${id}`, {
      schedules: [
        { slug: "nightly", replaces: "daily" },
        { slug: "rare", schedule: { interval: 86_400 } },
      ],
    });
    const { schedules } = await read(id);
    const bySlug = Object.fromEntries(schedules.map((one: { slug: string }) => [one.slug, one]));
    expect(Object.keys(bySlug).sort()).toEqual(["hourly", "nightly", "rare"]);
    expect(bySlug.nightly).toMatchObject({ active: false, schedule: { cron: "0 6 * * *" } });
    const refused = await patch(`/deployments/${id}`, { schedules: [HOURLY] });
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining("slug") } });
    await patch(`/deployments/${id}`, { schedules: [] });
    expect((await read(id)).schedules).toHaveLength(3);
  });

  test("schedules can take each other's slugs, and a rename can be sent again", async () => {
    const { id } = await deploy({
      schedules: [
        { ...CRON, slug: "a" },
        { ...HOURLY, slug: "b" },
      ],
    });
    const swap = {
      schedules: [
        { slug: "b", replaces: "a" },
        { slug: "a", replaces: "b" },
      ],
    };
    expect((await patch(`/deployments/${id}`, swap)).status).toBe(204);
    const kinds = async () =>
      Object.fromEntries(
        (await read(id)).schedules.map((one: { slug: string; schedule: object }) => [
          one.slug,
          "cron" in one.schedule ? "cron" : "interval",
        ]),
      );
    expect(await kinds()).toEqual({ a: "interval", b: "cron" });
    const rename = { schedules: [{ slug: "c", replaces: "a" }] };
    for (let sent = 0; sent < 2; sent++) expect((await patch(`/deployments/${id}`, rename)).status).toBe(204);
    expect(await kinds()).toEqual({ b: "cron", c: "interval" });
    const both = { schedules: [{ slug: "d", replaces: "b" }, { slug: "b" }] };
    expect(await patch(`/deployments/${id}`, both)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("the schedule b") },
    });
  });

  test("a block that is not there is refused", async () => {
    const { id, flow_id } = await deploy();
    for (const name of ["storage_document_id", "infrastructure_document_id"]) {
      const given = { [name]: randomUUID() };
      const refused = { status: 409, body: { detail: expect.stringContaining(name) } };
      expect(await server.post("/deployments/", { ...given, name: newName(), flow_id })).toMatchObject(
        refused,
      );
      expect(await patch(`/deployments/${id}`, given)).toMatchObject(refused);
    }
  });

  test("schedules without slugs are replaced by those that are sent", async () => {
    const { id } = await deploy({ schedules: [CRON, HOURLY] });
    await patch(`/deployments/${id}`, { schedules: [HOURLY] });
    expect((await read(id)).schedules).toMatchObject([{ schedule: { interval: 3600 } }]);
  });

  test("schedules are added, changed and removed one by one; a slug only once", async () => {
    const { id } = await deploy();
    const added = await server.post(`/deployments/${id}/schedules`, [{ ...CRON, slug: "a" }]);
    expect(added).toMatchObject({ status: 201, body: [{ slug: "a", active: true }] });
    expect((await server.post(`/deployments/${id}/schedules`, [{ ...HOURLY, slug: "a" }])).status).toBe(409);
    const scheduleId = added.body[0].id;
    const path = `/deployments/${id}/schedules/${scheduleId}`;
    expect((await patch(path, { active: false, parameters: { x: 1 } })).status).toBe(204);
    expect((await server.get(`/deployments/${id}/schedules`)).body).toMatchObject([
      { active: false, parameters: { x: 1 }, schedule: { cron: "0 6 * * *" } },
    ]);
    await patch(path, { active: true });
    expect((await server.get(`/deployments/${id}/schedules`)).body[0].parameters).toEqual({});
    expect((await remove(path)).status).toBe(204);
    expect((await remove(path)).status).toBe(404);
  });

  test("a schedule that nobody could follow is refused", async () => {
    const flow = await createFlow(server);
    const body = { name: newName(), flow_id: flow.id, schedules: [{ schedule: { cron: "99 * * * *" } }] };
    expect((await server.post("/deployments/", body)).status).toBe(422);
  });

  test("numbers of parameters come back as Python spelled them, from the deployment to its runs", async () => {
    const flow = await createFlow(server);
    const text = (fields: string) => `{"name": "spelled", "flow_id": "${flow.id}", ${fields}}`;
    const json = { "content-type": "application/json" };
    const schema = { type: "object", properties: { x: { type: "number" } } };
    const body = text(
      `"parameters": {"x": 1.0, "big": 12345678901234567890}, "enforce_parameter_schema": true, ` +
        `"parameter_openapi_schema": ${JSON.stringify(schema)}, ` +
        `"schedules": [{"schedule": {"interval": 3600.0}, "parameters": {"y": 2.0}}]`,
    );
    const { id } = (await server.call("POST", "/deployments/", body, json)).body;
    const raw = async (path: string) => (await fetch(`${server.apiUrl}${path}`)).text();
    expect(await raw(`/deployments/${id}`)).toMatch(/"x":1\.0,"big":12345678901234567890/);
    expect(await raw(`/deployments/${id}`)).toContain('"parameters":{"y":2.0}');
    const made = await server.call(
      "POST",
      `/deployments/${id}/create_flow_run`,
      '{"parameters": {"z": 3.0}}',
      json,
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(await raw(`/flow_runs/${made.body.id}`)).toMatch(
      /"parameters":\{"x":1\.0,"big":12345678901234567890,"z":3\.0\}/,
    );
    const wrong = await server.call(
      "POST",
      `/deployments/${id}/create_flow_run`,
      '{"parameters": {"x": "1.0"}}',
      json,
    );
    expect(wrong.status).toBe(409);
  });

  test("a run has the deployment's parameters, tags, version and queue, under what is given", async () => {
    const pool = await createPool();
    const deployment = await deploy({
      work_pool_name: pool,
      parameters: { a: 1, b: 2 },
      tags: ["x"],
      version: "7",
      labels: { team: "data" },
    });
    const answer = await run(deployment.id, { parameters: { b: 3 }, tags: ["y", "x"], idempotency_key: "k" });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        deployment_id: deployment.id,
        deployment_version: "7",
        parameters: { a: 1, b: 3 },
        tags: ["x", "y"],
        work_pool_name: pool,
        work_queue_name: "default",
        state: { type: "SCHEDULED" },
        labels: {
          team: "data",
          "prefect.flow.id": deployment.flow_id,
          "prefect.deployment.id": deployment.id,
        },
      },
    });
    const again = await run(deployment.id, { idempotency_key: "k" });
    expect(again).toMatchObject({ status: 200, body: { id: answer.body.id } });
  });

  test("a run on behalf of an automation says so", async () => {
    const { id } = await deploy();
    const automation = randomUUID();
    const { body } = await server.call("POST", `/deployments/${id}/create_flow_run`, "{}", {
      "content-type": "application/json",
      "prefect-automation-id": automation,
      "prefect-automation-name": Buffer.from("Täglich").toString("base64"),
    });
    expect(body.created_by).toEqual({ id: automation, type: "AUTOMATION", display_value: "Täglich" });
  });

  test("parameters that do not fit the flow's schema are refused by name, unless that is switched off", async () => {
    const parameter_openapi_schema = {
      type: "object",
      properties: { x: { type: "integer" } },
      required: ["x"],
    };
    const { id } = await deploy({ parameter_openapi_schema });
    const refused = await run(id, { parameters: { x: "a" } });
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining("x: ") } });
    expect((await run(id)).status).toBe(409);
    expect((await run(id, { parameters: { x: 1 } })).status).toBe(201);
    expect((await run(id, { enforce_parameter_schema: false })).status).toBe(201);
  });

  test("job variables that the pool's template does not allow are refused", async () => {
    const base_job_template = {
      job_configuration: { cpu: "{{ cpu }}" },
      variables: { type: "object", properties: { cpu: { type: "integer" } }, required: ["cpu"] },
    };
    const pool = await createPool({ base_job_template });
    const flow = await createFlow(server);
    const wrong = { name: newName(), flow_id: flow.id, work_pool_name: pool, job_variables: { cpu: "many" } };
    expect((await server.post("/deployments/", wrong)).status).toBe(422);
    const { id } = await deploy({ work_pool_name: pool });
    expect((await run(id)).status).toBe(422);
    expect((await run(id, { job_variables: { cpu: 2 } })).status).toBe(201);
  });

  test("several runs are made in one call, and one that cannot be made does not keep the others", async () => {
    const schema = { type: "object", properties: { x: { type: "integer" } } };
    const { id } = await deploy({ parameter_openapi_schema: schema });
    const { body } = await server.post(`/deployments/${id}/create_flow_run/bulk`, [
      { parameters: { x: 1 } },
      { parameters: { x: "a" } },
    ]);
    expect(body.results).toMatchObject([
      { status: "CREATED", flow_run_id: expect.any(String), error: null },
      { status: "FAILED", flow_run_id: null, error: expect.stringContaining("x: ") },
    ]);
  });

  test("pausing and resuming show in the deployment and are told", async () => {
    const { id } = await deploy({ schedules: [HOURLY] });
    expect(await server.post(`/deployments/${id}/pause_deployment`, {})).toMatchObject({ status: 200 });
    expect((await read(id)).paused).toBe(true);
    await server.post(`/deployments/${id}/resume_deployment`, {});
    expect((await read(id)).paused).toBe(false);
    const events = await eventsOf(server, `prefect.deployment.${id}`);
    expect(events.map(({ payload }) => payload.updated_fields)).toEqual([undefined, ["paused"], ["paused"]]);
  });

  test("deployments are listed, counted and found by their own and their flow's name", async () => {
    const flow = await createFlow(server);
    const [one, two] = [
      await deploy({ flow_id: flow.id }),
      await deploy({ flow_id: flow.id, tags: ["only"] }),
    ];
    const ofFlow = { flows: { id: { any_: [flow.id] } } };
    const list = async (body: object) =>
      (await server.post("/deployments/filter", body)).body.map(({ id }: { id: string }) => id);
    expect(new Set(await list(ofFlow))).toEqual(new Set([one.id, two.id]));
    expect(await list({ ...ofFlow, deployments: { tags: { all_: ["only"] } } })).toEqual([two.id]);
    const like = { deployments: { flow_or_deployment_name: { like_: flow.name } }, sort: "CREATED_DESC" };
    expect(await list(like)).toEqual([two.id, one.id]);
    expect((await server.post("/deployments/count", ofFlow)).body).toBe(2);
    const page = await server.post("/deployments/paginate", { ...ofFlow, limit: 1, page: 2 });
    expect(page.body).toMatchObject({ count: 2, pages: 2, page: 2, results: [expect.anything()] });
    const flows = await server.post("/flows/filter", { deployments: { id: { any_: [one.id] } } });
    expect(flows.body.map(({ id }: { id: string }) => id)).toEqual([flow.id]);
    await run(one.id);
    const runs = { deployments: { name: { any_: [one.name] } } };
    expect((await server.post("/flow_runs/count", runs)).body).toBe(1);
  });

  test("deleting keeps the runs, and deletes many at once that match", async () => {
    const [one, two] = [await deploy({ tags: ["doomed"] }), await deploy({ tags: ["doomed"] })];
    const made = (await run(one.id, { state: { type: "RUNNING" } })).body;
    const { body } = await server.post("/deployments/bulk_delete", {
      deployments: { id: { any_: [one.id, two.id] } },
    });
    expect(new Set(body.deleted)).toEqual(new Set([one.id, two.id]));
    expect((await server.get(`/flow_runs/${made.id}`)).body.deployment_id).toBe(one.id);
    expect((await remove(`/deployments/${one.id}`)).status).toBe(404);
    expect((await eventNamesOf(two.id)).at(-1)).toBe("prefect.deployment.deleted");
  });

  test("of many who create one deployment at once, one does, and the others change it", async () => {
    const { id: flow_id } = await createFlow(server);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        server.post("/deployments/", { name: "at-once", flow_id, schedules: [CRON] }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await read(answers[0]!.body.id)).schedules).toHaveLength(1);
  });

  test("whether parameters are enforced stays as it is where nothing is said of it", async () => {
    const { id, name, flow_id } = await deploy({ enforce_parameter_schema: false });
    await server.post("/deployments/", { name, flow_id, description: "again" });
    expect(await read(id)).toMatchObject({ enforce_parameter_schema: false, description: "again" });
  });

  test("a new deployment's parameters are checked when it says so itself", async () => {
    const schema = { type: "object", properties: { n: { type: "integer" } } };
    const given = { parameter_openapi_schema: schema, parameters: { n: "x" } };
    await deploy(given);
    const { id: flow_id } = await createFlow(server);
    const answer = await server.post("/deployments/", {
      ...given,
      name: newName(),
      flow_id,
      enforce_parameter_schema: true,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('"x" is not of type') },
    });
  });

  describe("of the scheduled runs of a deployment", () => {
    /** One that a schedule made and one that somebody asked for, each due already and to come, and one that waits. */
    const scheduleRuns = async (id: string) => {
      const at = (seconds: number) => addSeconds(currentTimestamp(), seconds);
      const asked = async (name: string, seconds: number, stateName?: string) =>
        run(id, {
          name,
          state: { type: "SCHEDULED", name: stateName, state_details: { scheduled_time: at(seconds) } },
        });
      await asked("asked-due", -60);
      await asked("asked-to-come", 600);
      for (const [name, seconds, stateName] of [
        ["made-due", -60, undefined],
        ["made-to-come", 600, undefined],
        ["made-waiting", 30, "AwaitingConcurrencySlot"],
      ] as const) {
        const { body } = await asked(name, seconds, stateName);
        await server.database.write((transaction) =>
          transaction.updateTable("flow_runs").set({ auto_scheduled: 1 }).where("id", "=", body.id).execute(),
        );
      }
    };
    const namesOf = async (id: string): Promise<string[]> => {
      const flow_runs = { deployment_id: { any_: [id] } };
      const { body } = await server.post("/flow_runs/filter", { flow_runs, sort: "NAME_ASC" });
      return body.map(({ name }: { name: string }) => name);
    };

    test.each([
      [
        "a change takes back those that schedules made and that are to come",
        ["PATCH", "", {}],
        ["asked-due", "asked-to-come", "made-due", "made-waiting"],
      ],
      [
        "a pause takes back all that schedules made",
        ["POST", "/pause_deployment", undefined],
        ["asked-due", "asked-to-come", "made-waiting"],
      ],
      [
        "a change that pauses it does so, too",
        ["PATCH", "", { paused: true }],
        ["asked-due", "asked-to-come", "made-waiting"],
      ],
      ["deleting it takes back all", ["DELETE", "", undefined], []],
    ] as const)("%s", async (_, [method, path, body], left) => {
      const { id } = await deploy();
      await scheduleRuns(id);
      expect((await server.call(method, `/deployments/${id}${path}`, body)).status).toBeLessThan(300);
      expect(await namesOf(id)).toEqual(left);
    });
  });

  test("who serves a deployment is given its scheduled runs, up to a time or all, the earliest first", async () => {
    const { id } = await deploy();
    const later = (seconds: number) => addSeconds(currentTimestamp(), seconds);
    const ids: string[] = [];
    for (const seconds of [600, -60, 60]) {
      const state = { type: "SCHEDULED", state_details: { scheduled_time: later(seconds) } };
      ids.push((await run(id, { state })).body.id);
    }
    const poll = async (own: object) => {
      const { body } = await server.post("/deployments/get_scheduled_flow_runs", {
        deployment_ids: [id],
        ...own,
      });
      return body.map((flowRun: { id: string }) => ids.indexOf(flowRun.id));
    };
    expect(await poll({})).toEqual([1, 2, 0]);
    // As Prefect's runner writes times.
    expect(await poll({ scheduled_before: later(120).replace("T", " ").replace("Z", "+00:00") })).toEqual([
      1, 2,
    ]);
    expect(await poll({ limit: 1 })).toEqual([1]);
    expect(await read(id)).toMatchObject({ status: "READY", last_polled: expect.any(String) });
    expect(await eventNamesOf(id)).toEqual(["prefect.deployment.created", "prefect.deployment.ready"]);
  });
});
