import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFlowRun, historyOf, setState } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const DETAILS = [
  "flow_run_id",
  "task_run_id",
  "child_flow_run_id",
  "scheduled_time",
  "cache_key",
  "cache_expiration",
  "deferred",
  "untrackable_result",
  "pause_timeout",
  "pause_reschedule",
  "pause_key",
  "run_input_keyset",
  "refresh_cache",
  "retriable",
  "transition_id",
  "task_parameters_id",
  "traceparent",
  "deployment_concurrency_lease_id",
];
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

onEachServer((server) => {
  const read = async (id: string) => (await server.get(`/flow_runs/${id}`)).body;
  const resume = (id: string, body?: object) => server.post(`/flow_runs/${id}/resume`, body);

  describe("an accepted state", () => {
    test("is answered 201 with the id and the time the server gave it", async () => {
      const flowRun = await createFlowRun(server);
      const { status, body } = await setState(server, flowRun.id, {
        type: "RUNNING",
        message: "go",
        data: null,
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: "ACCEPT", details: { type: "accept_details" } });
      expect(body.state).toMatchObject({ type: "RUNNING", name: "Running", message: "go", data: null });
      expect(Object.keys(body.state.state_details).sort()).toEqual(DETAILS.toSorted());
      expect(body.state.state_details).toMatchObject({ flow_run_id: flowRun.id, deferred: false });
      const stored = await read(flowRun.id);
      expect(stored.state).toEqual(body.state);
      expect(stored).toMatchObject({
        state_id: body.state.id,
        state_type: "RUNNING",
        state_name: "Running",
        run_count: 1,
        start_time: body.state.timestamp,
      });
    });

    test("may come with every detail a client knows, its nulls and some it does not know", async () => {
      const flowRun = await createFlowRun(server);
      const nulls = Object.fromEntries(DETAILS.map((key) => [key, null]));
      const state_details = { ...nulls, transition_id: randomUUID(), unheard_of: 1 };
      const { status, body } = await setState(server, flowRun.id, { type: "RUNNING", state_details });
      expect(status).toBe(201);
      expect(body.state.state_details).toMatchObject({
        transition_id: state_details.transition_id,
        deferred: null,
      });
      expect(body.state.state_details).not.toHaveProperty("unheard_of");
    });

    test("with an id or a time of the client's is refused: both are the server's to give", async () => {
      const flowRun = await createFlowRun(server);
      for (const own of [{ id: randomUUID() }, { timestamp: "2020-01-01T00:00:00Z" }]) {
        expect((await setState(server, flowRun.id, { type: "RUNNING", ...own })).status).toBe(422);
      }
      expect(await historyOf(server, flowRun.id)).toEqual(["PENDING"]);
    });

    test("ends a run with the time it took", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING" });
      const { body } = await setState(server, flowRun.id, { type: "COMPLETED", data: { type: "x", a: [1] } });
      const stored = await read(flowRun.id);
      expect(stored.end_time).toBe(body.state.timestamp);
      expect(stored.total_run_time).toBeGreaterThan(0);
      expect(stored.estimated_run_time).toBe(stored.total_run_time);
      expect(stored.state.data).toEqual({ type: "x", a: [1] });
    });

    test("that announces a result kept nowhere reads back without one", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "COMPLETED", data: { type: "unpersisted" } });
      expect((await read(flowRun.id)).state.data).toBeNull();
    });
  });

  describe("other outcomes", () => {
    test("WAIT says how long, writes nothing and is 200", async () => {
      const flowRun = await createFlowRun(server, {
        state: { type: "SCHEDULED", state_details: { scheduled_time: later(60) } },
      });
      const { status, body } = await setState(server, flowRun.id, { type: "RUNNING" });
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: "WAIT", state: { id: flowRun.state_id } });
      expect(body.details).toMatchObject({ type: "wait_details", reason: expect.any(String) });
      expect(body.details.delay_seconds).toBeGreaterThan(55);
      expect(Number.isInteger(body.details.delay_seconds)).toBe(true);
      expect(await historyOf(server, flowRun.id)).toEqual(["SCHEDULED"]);
    });

    test("ABORT writes nothing and is 200", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "COMPLETED" } });
      const { status, body } = await setState(server, flowRun.id, { type: "CANCELLING" });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: "ABORT",
        details: { type: "abort_details", reason: expect.any(String) },
        state: { id: flowRun.state_id },
      });
      expect(await historyOf(server, flowRun.id)).toEqual(["COMPLETED"]);
    });

    test("REJECT without another state writes nothing and is 200", async () => {
      const flowRun = await createFlowRun(server);
      const transition_id = randomUUID();
      const proposal = { type: "RUNNING", state_details: { transition_id } };
      expect((await setState(server, flowRun.id, proposal)).status).toBe(201);
      const again = await setState(server, flowRun.id, proposal);
      expect(again).toMatchObject({
        status: 200,
        body: { status: "REJECT", details: { type: "reject_details" } },
      });
      expect(await historyOf(server, flowRun.id)).toEqual(["PENDING", "RUNNING"]);
    });

    test("REJECT with another state writes that one and is 201", async () => {
      const flowRun = await createFlowRun(server, { empirical_policy: { retries: 1, retry_delay: 30 } });
      await setState(server, flowRun.id, { type: "RUNNING" });
      const { status, body } = await setState(server, flowRun.id, { type: "FAILED", message: "boom" });
      expect(status).toBe(201);
      expect(body).toMatchObject({
        status: "REJECT",
        details: { type: "reject_details", reason: expect.any(String) },
        state: { type: "SCHEDULED", name: "AwaitingRetry", message: "boom" },
      });
      const stored = await read(flowRun.id);
      expect(stored).toMatchObject({
        state_name: "AwaitingRetry",
        next_scheduled_start_time: body.state.state_details.scheduled_time,
        end_time: null,
      });
      expect(stored.empirical_policy).toMatchObject({ retry_type: "in_process", resuming: false });
    });

    test("a run that may not be claimed twice aborts the second claim", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "SCHEDULED" } });
      const first = await setState(server, flowRun.id, { type: "PENDING" });
      const second = await setState(server, flowRun.id, { type: "PENDING" });
      expect([first.body.status, second.body.status]).toEqual(["ACCEPT", "ABORT"]);
      const submitting = await setState(server, flowRun.id, { type: "PENDING", name: "Submitting" });
      expect(submitting.body.status).toBe("ACCEPT");
    });

    test("a scheduled run without a process is cancelled at once", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "SCHEDULED" } });
      const { status, body } = await setState(server, flowRun.id, { type: "CANCELLING" });
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: "REJECT", state: { type: "CANCELLED" } });
    });

    test("force goes past the rules, except that a result is not lost", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "CANCELLING" } });
      expect((await setState(server, flowRun.id, { type: "RUNNING" })).body.status).toBe("REJECT");
      expect((await setState(server, flowRun.id, { type: "RUNNING" }, true)).body.status).toBe("ACCEPT");
      await setState(server, flowRun.id, { type: "COMPLETED", data: { type: "result", key: "k" } });
      const lost = await setState(server, flowRun.id, { type: "COMPLETED" }, true);
      expect(lost.body.status).toBe("REJECT");
      expect((await read(flowRun.id)).state.data).toEqual({ type: "result", key: "k" });
    });
  });

  describe("many proposals at once", () => {
    test("leave one history: each accepted one follows the one before", async () => {
      const flowRun = await createFlowRun(server, { state: { type: "SCHEDULED" } });
      const answers = await Promise.all(
        Array.from({ length: 32 }, () => setState(server, flowRun.id, { type: "PENDING" })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.status === "ABORT")).toHaveLength(31);
      expect(await historyOf(server, flowRun.id)).toEqual(["SCHEDULED", "PENDING"]);
    });

    test("that are all accepted are all in the history, each at a time of its own", async () => {
      const flowRun = await createFlowRun(server);
      const answers = await Promise.all(
        Array.from({ length: 32 }, () => setState(server, flowRun.id, { type: "RUNNING" })),
      );
      expect(answers.every(({ status }) => status === 201)).toBe(true);
      const { body: states } = await server.get(`/flow_run_states/?flow_run_id=${flowRun.id}`);
      expect(states).toHaveLength(33);
      expect(new Set(states.map((state: { timestamp: string }) => state.timestamp)).size).toBe(33);
      const stored = await read(flowRun.id);
      expect(stored).toMatchObject({ run_count: 32, state_id: states.at(-1).id });
    });
  });

  describe("a subflow's run", () => {
    test("shows each of its states on the task run that stands for it", async () => {
      const parent = await createFlowRun(server);
      const standIn = await server.post("/task_runs/", {
        flow_run_id: parent.id,
        task_key: "s",
        dynamic_key: "0",
      });
      const taskRunId = standIn.body.id;
      const child = await createFlowRun(server, { parent_task_run_id: taskRunId });
      await setState(server, child.id, { type: "RUNNING" });
      const { body } = await setState(server, child.id, { type: "FAILED", message: "inner" });
      expect(body.state.state_details.task_run_id).toBe(taskRunId);

      const stand = (await server.get(`/task_runs/${taskRunId}`)).body;
      expect(stand).toMatchObject({ state_type: "FAILED", state: { message: "inner" } });
      expect(stand.state.id).not.toBe(body.state.id);
      expect(stand.state.state_details).toMatchObject({
        child_flow_run_id: child.id,
        task_run_id: taskRunId,
      });
      const { body: states } = await server.get(`/task_run_states/?task_run_id=${taskRunId}`);
      expect(states.map((state: { type: string }) => state.type)).toEqual([
        "PENDING",
        "PENDING",
        "RUNNING",
        "FAILED",
      ]);
    });

    test("is found by the task run that stands for it, and by the run it is part of", async () => {
      const parent = await createFlowRun(server);
      const standIn = await server.post("/task_runs/", {
        flow_run_id: parent.id,
        task_key: "s",
        dynamic_key: "0",
      });
      const child = await createFlowRun(server, { parent_task_run_id: standIn.body.id });
      for (const flow_runs of [
        { parent_task_run_id: { any_: [standIn.body.id] } },
        { parent_flow_run_id: { any_: [parent.id] } },
      ]) {
        const { body } = await server.post("/flow_runs/filter", { flow_runs });
        expect(body.map((flowRun: { id: string }) => flowRun.id)).toEqual([child.id]);
      }
    });
  });

  describe("a pause", () => {
    const pause = (id: string, own: object = {}) =>
      setState(server, id, {
        type: "PAUSED",
        state_details: { pause_timeout: later(60), pause_key: randomUUID(), ...own },
      });

    test("is for running runs, and each key is good for one", async () => {
      const flowRun = await createFlowRun(server);
      expect((await pause(flowRun.id)).body.status).toBe("REJECT");
      await setState(server, flowRun.id, { type: "RUNNING" });
      const pause_key = randomUUID();
      expect((await pause(flowRun.id, { pause_key })).status).toBe(201);
      expect((await read(flowRun.id)).empirical_policy.pause_keys).toEqual([pause_key]);
      await resume(flowRun.id);
      expect((await pause(flowRun.id, { pause_key })).body.status).toBe("REJECT");
    });

    test("ends when the run is resumed", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING" });
      await pause(flowRun.id);
      const { status, body } = await resume(flowRun.id, { run_input: null });
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: "ACCEPT", state: { type: "RUNNING" } });
      expect((await read(flowRun.id)).empirical_policy.resuming).toBe(true);
    });

    test("that reschedules ends with a new scheduled attempt", async () => {
      const flowRun = await createFlowRun(server, { deployment_id: randomUUID() });
      await setState(server, flowRun.id, { type: "RUNNING" });
      await setState(server, flowRun.id, {
        type: "PAUSED",
        name: "Suspended",
        state_details: { pause_reschedule: true, pause_timeout: later(60) },
      });
      const { body } = await resume(flowRun.id);
      expect(body).toMatchObject({ status: "ACCEPT", state: { type: "SCHEDULED", name: "Resuming" } });
    });

    test("cannot be ended where there is none", async () => {
      const flowRun = await createFlowRun(server);
      const { status, body } = await resume(flowRun.id);
      expect(status).toBe(200);
      expect(body).toMatchObject({ state: null, status: "ABORT", details: { type: "abort_details" } });
    });

    test("that ran out fails the run instead of resuming it", async () => {
      const flowRun = await createFlowRun(server);
      await setState(server, flowRun.id, { type: "RUNNING" });
      await pause(flowRun.id, { pause_timeout: later(-1) });
      const { status, body } = await resume(flowRun.id);
      expect(status).toBe(201);
      expect(body).toMatchObject({ status: "REJECT", state: { type: "FAILED" } });
    });
  });
});
