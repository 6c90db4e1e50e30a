import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFlowRun, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";

onEachServer((server) => {
  const create = (own: object = {}) =>
    server.post("/task_runs/", { task_key: "k", dynamic_key: randomUUID(), ...own });
  const read = async (id: string) => (await server.get(`/task_runs/${id}`)).body;
  const propose = (id: string, state: object, force = false) =>
    server.post(`/task_runs/${id}/set_state`, { state, force });
  const statesOf = async (id: string): Promise<string[]> =>
    (await server.get(`/task_run_states/?task_run_id=${id}`)).body.map(
      (state: { type: string }) => state.type,
    );

  describe("a new task run", () => {
    test("is pending, named, and has every field of the wire", async () => {
      const flowRun = await createFlowRun(server, { labels: { team: "blue" } });
      const { status, body } = await create({ flow_run_id: flowRun.id, state: null, name: null });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        name: expect.stringMatching(/^[a-z]+-[a-z]+$/),
        flow_run_id: flowRun.id,
        task_key: "k",
        cache_key: null,
        cache_expiration: null,
        task_version: null,
        empirical_policy: {
          max_retries: 0,
          retry_delay_seconds: 0,
          retries: null,
          retry_delay: null,
          retry_jitter_factor: null,
        },
        tags: [],
        labels: { team: "blue", "prefect.flow.id": flowRun.flow_id, "prefect.flow-run.id": flowRun.id },
        task_inputs: {},
        state_type: "PENDING",
        state_name: "Pending",
        run_count: 0,
        flow_run_run_count: 0,
        start_time: null,
        end_time: null,
        total_run_time: 0,
      });
      expect(body.state).toMatchObject({
        id: body.state_id,
        state_details: { flow_run_id: flowRun.id, task_run_id: body.id },
      });
      const { estimated_start_time_delta: _, ...same } = await read(body.id);
      expect(body).toMatchObject(same);
    });

    test("keeps what it was given, its id too", async () => {
      const given = {
        id: randomUUID(),
        name: "mine",
        tags: ["a"],
        labels: { own: 1 },
        task_version: "v",
        cache_key: "ck",
        cache_expiration: "2030-01-01T00:00:00.123456Z",
        empirical_policy: { retries: 2, retry_delay: [1, 2.5], retry_jitter_factor: 0.5 },
        task_inputs: {
          x: [{ input_type: "task_run", id: UNKNOWN }],
          y: [
            { input_type: "parameter", name: "n" },
            { input_type: "constant", type: "int" },
          ],
          z: [{ input_type: "flow_run", id: UNKNOWN }],
        },
        state: {
          type: "SCHEDULED",
          state_details: { scheduled_time: "2030-01-01T00:00:00Z", deferred: true },
        },
      };
      const { status } = await create(given);
      expect(status).toBe(201);
      const { state, empirical_policy, ...plain } = given;
      const stored = await read(given.id);
      expect(stored).toMatchObject({ ...plain, flow_run_id: null, state_type: "SCHEDULED" });
      expect(stored.empirical_policy).toMatchObject(empirical_policy);
      expect(stored.state.state_details).toMatchObject({ deferred: true });
      expect(stored.next_scheduled_start_time).toBe("2030-01-01T00:00:00.000000Z");
    });

    test("with the keys of another in its flow run is that other, as it is", async () => {
      const flowRun = await createFlowRun(server);
      const keys = { flow_run_id: flowRun.id, task_key: "same", dynamic_key: "0" };
      const first = await create({ ...keys, name: "first" });
      const second = await create({ ...keys, name: "second", state: { type: "RUNNING" } });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body).toMatchObject({ id: first.body.id, name: "first", state_type: "PENDING" });
      const elsewhere = await createFlowRun(server);
      expect((await create({ ...keys, flow_run_id: elsewhere.id })).status).toBe(201);
    });

    test("with the keys of another is that other, also where neither has a flow run", async () => {
      const keys = { flow_run_id: null, task_key: "loose", dynamic_key: "0" };
      const first = await create(keys);
      const second = await create(keys);
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body.id).toBe(first.body.id);
    });

    test("asked for by many at once is created once", async () => {
      const flowRun = await createFlowRun(server);
      const keys = { flow_run_id: flowRun.id, task_key: "race", dynamic_key: "0" };
      const answers = await Promise.all(Array.from({ length: 16 }, () => create(keys)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.every(({ status }) => status < 300)).toBe(true);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    test("of an unknown flow run, or under an id that is taken, does not come to be", async () => {
      expect((await create({ flow_run_id: UNKNOWN })).status).toBe(409);
      const { body } = await create();
      expect((await create({ id: body.id })).status).toBe(409);
      expect(server.errors).toEqual([]);
    });
  });

  test("an update renames", async () => {
    const { body } = await create({ name: "before" });
    expect((await server.call("PATCH", `/task_runs/${body.id}`, { name: "after" })).status).toBe(204);
    expect(await read(body.id)).toMatchObject({ name: "after", state: body.state });
    expect((await server.call("PATCH", `/task_runs/${body.id}`, { tags: [] })).status).toBe(422);
  });

  test("a deleted task run takes its states with it", async () => {
    const { body } = await create();
    expect((await server.call("DELETE", `/task_runs/${body.id}`)).status).toBe(204);
    expect((await server.get(`/task_runs/${body.id}`)).status).toBe(404);
    expect(await statesOf(body.id)).toEqual([]);
  });

  test("an unknown task run is 404, under the key that the wire has for each call", async () => {
    for (const [method, path, body, key] of [
      ["GET", `/task_runs/${UNKNOWN}`, undefined, "detail"],
      ["PATCH", `/task_runs/${UNKNOWN}`, { name: "x" }, "detail"],
      ["DELETE", `/task_runs/${UNKNOWN}`, undefined, "detail"],
      ["GET", `/task_run_states/${UNKNOWN}`, undefined, "detail"],
      ["POST", `/task_runs/${UNKNOWN}/set_state`, { state: { type: "RUNNING" } }, "exception_message"],
    ] as const) {
      const answer = await server.call(method, path, body);
      expect(answer.status, path).toBe(404);
      expect(answer.body, path).toEqual({ [key]: expect.stringContaining(UNKNOWN) });
    }
  });

  describe("a proposed state", () => {
    test("is accepted with 201 while its flow run runs, and counts its attempts", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING" });
      const { body: taskRun } = await create({ flow_run_id: flowRun.id });
      const { status, body } = await propose(taskRun.id, { type: "RUNNING" });
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: "ACCEPT", details: { type: "accept_details" } });
      expect(await read(taskRun.id)).toMatchObject({
        run_count: 1,
        flow_run_run_count: 1,
        state: body.state,
        start_time: body.state.timestamp,
      });
      await propose(taskRun.id, { type: "COMPLETED", data: { type: "result" } });
      expect(await statesOf(taskRun.id)).toEqual(["PENDING", "RUNNING", "COMPLETED"]);
      const again = await propose(taskRun.id, { type: "RUNNING" });
      expect(again).toMatchObject({ status: 200, body: { status: "REJECT" } });
    });

    test("to run is aborted while its flow run does not", async () => {
      const flowRun = await createFlowRun(server);
      const { body: taskRun } = await create({ flow_run_id: flowRun.id });
      const { status, body } = await propose(taskRun.id, { type: "RUNNING" });
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: "ABORT", state: { id: taskRun.state_id } });
      expect((await propose(taskRun.id, { type: "RUNNING" }, true)).body.status).toBe("ACCEPT");
    });

    test("of failure becomes another attempt while retries remain", async () => {
      const { body: taskRun } = await create({ empirical_policy: { retries: 1, retry_delay: 10 } });
      await propose(taskRun.id, { type: "RUNNING" });
      const failed = await propose(taskRun.id, { type: "FAILED" });
      expect(failed).toMatchObject({
        status: 201,
        body: { status: "REJECT", state: { type: "SCHEDULED", name: "AwaitingRetry" } },
      });
      const early = await propose(taskRun.id, { type: "RUNNING" });
      expect(early.body).toMatchObject({ status: "WAIT", details: { type: "wait_details" } });
    });

    test("is one of a single line, however many come at once", async () => {
      const { body: taskRun } = await create();
      await Promise.all(Array.from({ length: 16 }, () => propose(taskRun.id, { type: "RUNNING" })));
      expect(await statesOf(taskRun.id)).toHaveLength(17);
      expect((await read(taskRun.id)).run_count).toBe(16);
    });
  });

  test("task runs are listed newest first, filtered, sorted, counted and paged", async () => {
    const flowRun = await createFlowRun(server);
    const other = await createFlowRun(server);
    for (const name of ["b", "c", "a"]) await create({ flow_run_id: flowRun.id, name, tags: [name] });
    await create({ flow_run_id: other.id, name: "a" });
    const task_runs = { flow_run_id: { any_: [flowRun.id] } };
    const list = async (body: object) =>
      (await server.post("/task_runs/filter", { task_runs, ...body })).body.map(
        (taskRun: { name: string }) => taskRun.name,
      );

    expect(await list({})).toEqual(["a", "c", "b"]);
    expect(await list({ sort: "NAME_ASC" })).toEqual(["a", "b", "c"]);
    expect(await list({ sort: "NAME_DESC", limit: 1, offset: 1 })).toEqual(["b"]);
    expect(await list({ sort: "EXPECTED_START_TIME_ASC" })).toEqual(["b", "c", "a"]);
    expect(await list({ task_runs: { ...task_runs, tags: { all_: ["c"] } } })).toEqual(["c"]);
    expect(await list({ task_runs: null, flow_runs: { id: { any_: [other.id] } } })).toEqual(["a"]);
    expect(await list({ limit: 0 })).toEqual([]);
    expect((await server.post("/task_runs/count", { task_runs })).body).toBe(3);
    const page = await server.post("/task_runs/paginate", { task_runs, sort: "NAME_ASC", limit: 2, page: 2 });
    expect(page.body).toMatchObject({ count: 3, limit: 2, pages: 2, page: 2, results: [{ name: "c" }] });
  });
});
