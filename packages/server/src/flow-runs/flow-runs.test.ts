import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFlow, createFlowRun, historyOf, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";
const TIMESTAMP = /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/;

onEachServer((server) => {
  const read = async (id: string) => (await server.get(`/flow_runs/${id}`)).body;
  const patch = (id: string, changes: object) => server.call("PATCH", `/flow_runs/${id}`, changes);

  describe("a new flow run", () => {
    test("is pending, has a name of two words and every field of the wire", async () => {
      const flow = await createFlow(server);
      const { status, body } = await server.post("/flow_runs/", { flow_id: flow.id });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        name: expect.stringMatching(/^[a-z]+-[a-z]+$/),
        flow_id: flow.id,
        parameters: {},
        context: {},
        tags: [],
        labels: { "prefect.flow.id": flow.id },
        empirical_policy: {
          max_retries: 0,
          retry_delay_seconds: 0,
          retries: null,
          retry_delay: null,
          pause_keys: [],
          resuming: false,
          retry_type: null,
        },
        state_type: "PENDING",
        state_name: "Pending",
        run_count: 0,
        expected_start_time: expect.stringMatching(TIMESTAMP),
        next_scheduled_start_time: null,
        start_time: null,
        end_time: null,
        total_run_time: 0,
        estimated_run_time: 0,
        auto_scheduled: false,
        deployment_id: null,
        work_pool_name: null,
        created_by: null,
      });
      expect(body.state).toMatchObject({
        id: body.state_id,
        type: "PENDING",
        name: "Pending",
        message: null,
      });
      expect(body.state.state_details).toMatchObject({ flow_run_id: body.id, task_run_id: null });
      const { estimated_start_time_delta: _, ...same } = await read(body.id);
      expect(body).toMatchObject(same);
    });

    test("is answered as it will be read, a result that nobody stored left out", async () => {
      const state = { type: "COMPLETED", data: { type: "unpersisted" } };
      const created = await createFlowRun(server, { state });
      expect(created.state.data).toBeNull();
      expect((await read(created.id)).state).toEqual(created.state);
    });

    test("keeps what it was given, to the last character", async () => {
      const given = {
        name: "mine",
        parameters: { text: 'Ü "quoted" 🐈 \u0000 \\', nested: [1, { a: null }], float: 1e-7, big: 2 ** 53 },
        context: { a: 1 },
        tags: ["b", "a"],
        labels: { own: "x", count: 2, share: 0.5, yes: true },
        flow_version: "v1",
        empirical_policy: { retries: 3, retry_delay: 10 },
        job_variables: { image: "x" },
        state: { type: "SCHEDULED", state_details: { scheduled_time: "2030-01-02T03:04:05.678901+01:00" } },
      };
      const flowRun = await createFlowRun(server, given);
      const stored = await read(flowRun.id);
      const { state, labels, empirical_policy, ...plain } = given;
      expect(stored).toMatchObject({ ...plain, labels: { ...labels, "prefect.flow.id": flowRun.flow_id } });
      expect(stored.empirical_policy).toMatchObject(empirical_policy);
      expect(stored).toMatchObject({
        state_type: "SCHEDULED",
        state_name: "Scheduled",
        expected_start_time: "2030-01-02T02:04:05.678901Z",
        next_scheduled_start_time: "2030-01-02T02:04:05.678901Z",
      });
    });

    test("takes older spellings of its policy for the newer", async () => {
      const flowRun = await createFlowRun(server, {
        empirical_policy: { max_retries: 2, retry_delay_seconds: 4 },
      });
      expect(flowRun.empirical_policy).toMatchObject({
        max_retries: 2,
        retry_delay_seconds: 4,
        retries: 2,
        retry_delay: 4,
      });
    });

    test("may come with null for everything a client has nothing to say of", async () => {
      const flow = await createFlow(server);
      const nulls = { name: null, state: null, labels: null, deployment_id: null, parent_task_run_id: null };
      const more = { idempotency_key: null, work_pool_name: null, job_variables: null, flow_version: null };
      const { status, body } = await server.post("/flow_runs/", { flow_id: flow.id, ...nulls, ...more });
      expect(status).toBe(201);
      expect(body.name).toMatch(/^[a-z]+-[a-z]+$/);
    });

    test("inherits its flow's labels, below the server's and its own", async () => {
      const flow = await createFlow(server, {
        labels: { team: "blue", level: 1, "prefect.flow.id": "faked" },
      });
      const flowRun = await createFlowRun(server, { flow_id: flow.id, labels: { level: 2 } });
      expect(flowRun.labels).toEqual({ team: "blue", level: 2, "prefect.flow.id": flow.id });
    });

    test("with an empty name is given one", async () => {
      expect((await createFlowRun(server, { name: "" })).name).toMatch(/^[a-z]+-[a-z]+$/);
    });

    test("of an unknown flow, work pool or parent does not come to be", async () => {
      const before = (await server.post("/flow_runs/count", {})).body;
      const unknownFlow = await server.post("/flow_runs/", { flow_id: UNKNOWN });
      expect(unknownFlow).toMatchObject({ status: 409, body: { detail: expect.stringContaining(UNKNOWN) } });
      const flow = await createFlow(server);
      const unknownPool = await server.post("/flow_runs/", { flow_id: flow.id, work_pool_name: "nowhere" });
      const unknownParent = await server.post("/flow_runs/", {
        flow_id: flow.id,
        parent_task_run_id: UNKNOWN,
      });
      expect(unknownParent).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining(UNKNOWN) },
      });
      expect(unknownPool).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining("nowhere") },
      });
      expect((await server.post("/flow_runs/count", {})).body).toBe(before);
    });

    test("with parameters beyond the limit is refused, before anything is written", async () => {
      const flow = await createFlow(server);
      const parameters = { text: "ü".repeat(300_000) };
      expect((await server.post("/flow_runs/", { flow_id: flow.id, parameters })).status).toBe(422);
      const flowRun = await createFlowRun(server, { flow_id: flow.id, parameters: { text: "x" } });
      expect((await patch(flowRun.id, { name: "new", parameters })).status).toBe(422);
      expect(await read(flowRun.id)).toMatchObject({ name: flowRun.name, parameters: { text: "x" } });
      expect((await server.post("/flow_runs/count", { flows: { id: { any_: [flow.id] } } })).body).toBe(1);
    });

    test("with a key used before for its flow is the run of that key, untouched", async () => {
      const flow = await createFlow(server);
      const request = { flow_id: flow.id, idempotency_key: "k", tags: ["first"] };
      const first = await server.post("/flow_runs/", request);
      const second = await server.post("/flow_runs/", {
        ...request,
        tags: ["second"],
        state: { type: "RUNNING" },
      });
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(second.body).toMatchObject({ id: first.body.id, tags: ["first"], state_type: "PENDING" });
      expect(second.body.updated).toBe(first.body.updated);
      const other = await createFlow(server);
      expect((await server.post("/flow_runs/", { ...request, flow_id: other.id })).status).toBe(201);
    });

    test("asked for by many at once under one key is created once", async () => {
      const flow = await createFlow(server);
      // Connections are opened first, so that the requests truly meet.
      await Promise.all(Array.from({ length: 16 }, () => createFlowRun(server)));
      const ask = () => server.post("/flow_runs/", { flow_id: flow.id, idempotency_key: "race" });
      const answers = await Promise.all(Array.from({ length: 16 }, ask));
      expect(answers.map(({ status }) => status).sort()).toEqual([...Array(15).fill(200), 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await historyOf(server, answers[0]!.body.id)).toEqual(["PENDING"]);
    });

    test("may begin in any state, with the times that belong to it", async () => {
      const running = await createFlowRun(server, { state: { type: "RUNNING" } });
      expect(running).toMatchObject({ state_type: "RUNNING", run_count: 1 });
      expect(running.start_time).toBe(running.state.timestamp);
      const completed = await createFlowRun(server, { state: { type: "COMPLETED", name: "Skipped" } });
      expect(completed).toMatchObject({ state_name: "Skipped", run_count: 0 });
      expect(completed.end_time).toBe(completed.state.timestamp);
    });
  });

  describe("an update", () => {
    test("changes the fields that were sent and no others", async () => {
      const flowRun = await createFlowRun(server, { name: "before", tags: ["kept"], parameters: { a: 1 } });
      const changes = {
        name: "after",
        flow_version: "v2",
        infrastructure_pid: "host:77",
        empirical_policy: { retries: 1, retry_delay: 2 },
      };
      expect((await patch(flowRun.id, changes)).status).toBe(204);
      const changed = await read(flowRun.id);
      expect(changed).toMatchObject({
        ...changes,
        tags: ["kept"],
        parameters: { a: 1 },
        state: flowRun.state,
      });
      expect(changed.updated > flowRun.updated).toBe(true);
      await patch(flowRun.id, { tags: ["new"] });
      expect(await read(flowRun.id)).toMatchObject({ name: "after", tags: ["new"], flow_version: "v2" });
    });

    test("with null for a name draws a new one, and clears what may be null", async () => {
      const flowRun = await createFlowRun(server, { name: "A Name of My Own", flow_version: "v1" });
      await patch(flowRun.id, { name: null, flow_version: null, infrastructure_pid: null });
      const changed = await read(flowRun.id);
      expect(changed.name).toMatch(/^[a-z]+-[a-z]+$/);
      expect(changed.flow_version).toBeNull();
    });

    test("of job variables needs a deployment's run", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "SCHEDULED" } });
      expect((await patch(flowRun.id, { job_variables: { a: 1 } })).status).toBe(400);
    });

    test("of labels merges them", async () => {
      const flowRun = await createFlowRun(server, { labels: { a: 1, b: "old" } });
      const path = `/flow_runs/${flowRun.id}/labels`;
      expect((await server.call("PATCH", path, { b: "new", c: true })).status).toBe(204);
      expect((await read(flowRun.id)).labels).toEqual({
        "prefect.flow.id": flowRun.flow_id,
        a: 1,
        b: "new",
        c: true,
      });
      expect((await server.call("PATCH", path, { b: { not: "flat" } })).status).toBe(422);
    });

    test("with an unknown field is refused whole", async () => {
      const flowRun = await createFlowRun(server, { name: "same" });
      expect((await patch(flowRun.id, { name: "other", state: { type: "RUNNING" } })).status).toBe(422);
      expect((await read(flowRun.id)).name).toBe("same");
    });

    test("sent by many at once loses none of their labels", async () => {
      const flowRun = await createFlowRun(server);
      const labels = Array.from({ length: 12 }, (_, i) => ({ [`label-${i}`]: i }));
      await Promise.all(labels.map((one) => server.call("PATCH", `/flow_runs/${flowRun.id}/labels`, one)));
      expect((await read(flowRun.id)).labels).toMatchObject(Object.assign({}, ...labels));
    });
  });

  describe("a deleted flow run", () => {
    test("takes its states, task runs and log lines with it, and leaves those of others", async () => {
      const [flowRun, other] = [await createFlowRun(server), await createFlowRun(server)];
      const [mine, its] = [randomUUID(), randomUUID()];
      const line = { name: "l", level: 20, message: "m", timestamp: "2026-01-01T00:00:00Z" };
      await server.post("/events", [
        taskRunEvent({ id: mine, flowRunId: flowRun.id }),
        taskRunEvent({ id: its, flowRunId: other.id }),
      ]);
      await server.post("/logs/", [
        { ...line, flow_run_id: flowRun.id },
        { ...line, flow_run_id: other.id },
      ]);
      expect((await server.call("DELETE", `/flow_runs/${flowRun.id}`)).status).toBe(204);

      expect((await server.get(`/flow_runs/${flowRun.id}`)).status).toBe(404);
      expect(await historyOf(server, flowRun.id)).toEqual([]);
      expect((await server.get(`/flow_run_states/${flowRun.state_id}`)).status).toBe(404);
      expect((await server.get(`/task_runs/${mine}`)).status).toBe(404);
      expect((await server.get(`/task_run_states/?task_run_id=${mine}`)).body).toEqual([]);
      const logs = { flow_run_id: { any_: [flowRun.id, other.id] } };
      expect((await server.post("/logs/filter", { logs })).body).toHaveLength(1);
      expect((await server.get(`/task_runs/${its}`)).status).toBe(200);
      expect((await server.call("DELETE", `/flow_runs/${flowRun.id}`)).status).toBe(404);
    });

    test("that was a subflow leaves the task run that stood for it", async () => {
      const parent = await createFlowRun(server);
      const standIn = await server.post("/task_runs/", {
        flow_run_id: parent.id,
        task_key: "s",
        dynamic_key: "0",
      });
      const child = await createFlowRun(server, { parent_task_run_id: standIn.body.id });
      await server.call("DELETE", `/flow_runs/${child.id}`);
      expect((await server.get(`/task_runs/${standIn.body.id}`)).status).toBe(200);
    });

    test("leaves its subflow's run, now without a parent", async () => {
      const parent = await createFlowRun(server);
      const standIn = await server.post("/task_runs/", {
        flow_run_id: parent.id,
        task_key: "s",
        dynamic_key: "0",
      });
      const child = await createFlowRun(server, { parent_task_run_id: standIn.body.id });
      await server.call("DELETE", `/flow_runs/${parent.id}`);
      expect(await read(child.id)).toMatchObject({ id: child.id, parent_task_run_id: null });
    });
  });

  test("an unknown flow run is 404, under the key that the wire has for each call", async () => {
    for (const [method, path, body, key] of [
      ["GET", `/flow_runs/${UNKNOWN}`, undefined, "detail"],
      ["PATCH", `/flow_runs/${UNKNOWN}`, { name: "x" }, "detail"],
      ["DELETE", `/flow_runs/${UNKNOWN}`, undefined, "detail"],
      ["POST", `/flow_runs/${UNKNOWN}/resume`, {}, "detail"],
      ["GET", `/flow_runs/${UNKNOWN}/graph-v2`, undefined, "detail"],
      ["GET", `/flow_run_states/${UNKNOWN}`, undefined, "detail"],
      ["POST", `/flow_runs/${UNKNOWN}/set_state`, { state: { type: "RUNNING" } }, "exception_message"],
      ["PATCH", `/flow_runs/${UNKNOWN}/labels`, { a: 1 }, "exception_message"],
    ] as const) {
      const answer = await server.call(method, path, body);
      expect(answer.status, path).toBe(404);
      expect(answer.body, path).toEqual({ [key]: expect.stringContaining(UNKNOWN) });
    }
  });

  describe("states", () => {
    test("are read in the order of their times, and one by one", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING", message: "off we go" });
      await setState(server, flowRun.id, { type: "COMPLETED" });
      const { body: states } = await server.get(`/flow_run_states/?flow_run_id=${flowRun.id}`);
      expect(states.map((state: { type: string }) => state.type)).toEqual([
        "PENDING",
        "RUNNING",
        "COMPLETED",
      ]);
      expect(states[1]).toMatchObject({ name: "Running", message: "off we go" });
      expect((await server.get(`/flow_run_states/${states[1].id}`)).body).toEqual(states[1]);
    });

    test("of an unknown run are none", async () => {
      expect(await server.get(`/flow_run_states/?flow_run_id=${UNKNOWN}`)).toMatchObject({
        status: 200,
        body: [],
      });
    });
  });
});
