import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp, newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createFlowRun, type ReportedTaskRun, taskRunEvent } from "../../test/sample-requests.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";

type Send = (events: readonly object[]) => Promise<void>;

/** Each way events come in, as a function that resolves when they are acknowledged. */
const waysIn: [string, (server: TestServer) => Send][] = [
  [
    "POST /events",
    (server) => async (events) => {
      expect((await server.post("/events", events)).status).toBe(204);
    },
  ],
  [
    "the /events/in socket",
    (server) => async (events) => {
      using socket = await server.connect("/events/in");
      for (const event of events) socket.send(event);
      await socket.ping();
    },
  ],
];

onEachServer((server) => {
  const read = (id: string) => server.get(`/task_runs/${id}`);
  const statesOf = async (id: string): Promise<string[]> =>
    (await server.get(`/task_run_states/?task_run_id=${id}`)).body.map(
      (state: { type: string }) => state.type,
    );

  describe.each(waysIn)("a task run reported over %s", (_, wayIn) => {
    const send: Send = (events) => wayIn(server)(events);

    test("is there, with every field, once its report is acknowledged", async () => {
      const flowRun = await createFlowRun(server, { labels: { not: "inherited" } });
      const at = "2026-11-22T23:04:13.307641Z";
      const event = taskRunEvent({
        flowRunId: flowRun.id,
        name: "a-052",
        type: "COMPLETED",
        at,
        taskKey: "a-0a240ac4",
        dynamicKey: "0528ed14",
        state: { message: "done", data: { type: "x" }, state_details: { untrackable_result: true } },
        taskRun: {
          tags: ["t1"],
          labels: { own: 1 },
          task_inputs: { x: [{ input_type: "constant", type: "int" }] },
          run_count: 2,
          flow_run_run_count: 1,
          expected_start_time: "2026-11-22T23:04:13.1Z",
          start_time: "2026-11-22 23:04:13.298789+00:00",
          end_time: at,
          total_run_time: 0.008852,
          cache_key: "ck",
        },
      });
      await send([event]);
      const id = event.resource["prefect.resource.id"].slice("prefect.task-run.".length);
      const { status, body } = await read(id);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id,
        name: "a-052",
        flow_run_id: flowRun.id,
        task_key: "a-0a240ac4",
        dynamic_key: "0528ed14",
        tags: ["t1"],
        labels: { own: 1 },
        task_inputs: { x: [{ input_type: "constant", type: "int" }] },
        run_count: 2,
        flow_run_run_count: 1,
        expected_start_time: "2026-11-22T23:04:13.100000Z",
        start_time: "2026-11-22T23:04:13.298789Z",
        end_time: at,
        total_run_time: 0.008852,
        cache_key: "ck",
        state_id: event.id,
        state_type: "COMPLETED",
      });
      expect(body.state).toMatchObject({
        id: event.id,
        type: "COMPLETED",
        name: "Completed",
        timestamp: at,
        message: "done",
        data: { type: "x" },
        state_details: { flow_run_id: flowRun.id, task_run_id: id, untrackable_result: true },
      });
    });

    test("is as its newest state says, in whatever order its states come", async () => {
      const flowRun = await createFlowRun(server);
      const id = newId();
      const start = currentTimestamp();
      const reports = (["PENDING", "RUNNING", "COMPLETED"] as const).map((type, i) =>
        taskRunEvent({ id, flowRunId: flowRun.id, type, at: addSeconds(start, i), name: `then ${type}` }),
      );
      await send([reports[2]!]);
      await send([reports[0]!, reports[1]!]);
      expect((await read(id)).body).toMatchObject({ state_type: "COMPLETED", name: "then COMPLETED" });
      expect(await statesOf(id)).toEqual(["PENDING", "RUNNING", "COMPLETED"]);
    });

    test("is recorded once, however often it is reported", async () => {
      const flowRun = await createFlowRun(server);
      const id = newId();
      const report = taskRunEvent({ id, flowRunId: flowRun.id, type: "RUNNING" });
      await send([report, report]);
      await send([report]);
      expect(await statesOf(id)).toEqual(["RUNNING"]);
      const count = await server.post("/task_runs/count", {
        flow_runs: { id: { any_: [flowRun.id] } },
      });
      expect(count.body).toBe(1);
    });

    test("under a new id for the same place in its flow keeps the id it has", async () => {
      const flowRun = await createFlowRun(server);
      const place = { flowRunId: flowRun.id, taskKey: "k", dynamicKey: "0" };
      const [first, second, third] = [newId(), newId(), newId()];
      await send([taskRunEvent({ ...place, id: first, type: "RUNNING" })]);
      await send([taskRunEvent({ ...place, id: second, type: "COMPLETED" })]);
      expect((await read(first)).body.state_type).toBe("COMPLETED");
      expect((await read(second)).status).toBe(404);
      expect(await statesOf(first)).toEqual(["RUNNING", "COMPLETED"]);

      const elsewhere = { flowRunId: flowRun.id, taskKey: "k", dynamicKey: "1" };
      const pair = [second, third].map((id, i) =>
        taskRunEvent({ ...elsewhere, id, type: i === 0 ? "RUNNING" : "FAILED" }),
      );
      await send(pair);
      expect((await read(second)).body.state_type).toBe("FAILED");
      expect((await read(third)).status).toBe(404);
    });

    test("may belong to no flow run", async () => {
      const id = newId();
      await send([taskRunEvent({ id, type: "RUNNING" })]);
      expect((await read(id)).body).toMatchObject({ flow_run_id: null, state_type: "RUNNING" });
    });

    test("is taken over from one that was created over REST", async () => {
      const flowRun = await createFlowRun(server);
      const created = await server.post("/task_runs/", {
        flow_run_id: flowRun.id,
        task_key: "k",
        dynamic_key: "9",
      });
      const { id } = created.body;
      await send([
        taskRunEvent({ id, flowRunId: flowRun.id, taskKey: "k", dynamicKey: "9", type: "RUNNING" }),
      ]);
      expect((await read(id)).body.state_type).toBe("RUNNING");
      expect(await statesOf(id)).toEqual(["PENDING", "RUNNING"]);
    });

    test.each<[string, (flowRunId: string) => object]>([
      ["that is about a flow run of no possible id", () => taskRunEvent({ flowRunId: "none" })],
      ["that is about a task run of no possible id", () => taskRunEvent({ id: "none" })],
      ["with a state of no known type", (flowRunId) => taskRunEvent({ flowRunId, type: "DANCING" })],
      ["without a payload", (flowRunId) => ({ ...taskRunEvent({ flowRunId }), payload: {} })],
      ["with a payload of other shapes", (flowRunId) => oddlyShaped(flowRunId)],
      ["with counts beyond measure", (flowRunId) => oddCounts(flowRunId)],
      ["with impossible times", (flowRunId) => oddTimes(flowRunId)],
    ])("is recorded even beside a report %s", async (_, odd) => {
      const flowRun = await createFlowRun(server);
      const [before, after] = [newId(), newId()];
      await send([
        taskRunEvent({ id: before, flowRunId: flowRun.id }),
        odd(flowRun.id),
        taskRunEvent({ id: after, flowRunId: flowRun.id }),
      ]);
      expect((await read(before)).status).toBe(200);
      expect((await read(after)).status).toBe(200);
    });

    test("is not recorded when the server, not its client, orchestrates it", async () => {
      const flowRun = await createFlowRun(server);
      const id = newId();
      const { "prefect.orchestration": _, ...resource } = taskRunEvent({ id }).resource;
      await send([{ ...taskRunEvent({ id, flowRunId: flowRun.id }), resource }]);
      expect((await read(id)).status).toBe(404);
    });
  });

  test("two clients that report the same task runs at once leave each of them once", async () => {
    const flowRun = await createFlowRun(server);
    const ids = Array.from({ length: 60 }, () => newId());
    const reports = (type: string) => ids.map((id) => taskRunEvent({ id, flowRunId: flowRun.id, type }));
    const [running, completed] = [reports("RUNNING"), reports("COMPLETED")];
    await Promise.all([
      server.post("/events", running),
      server.post("/events", completed.toReversed()),
      server.post("/events", [...completed, ...running]),
    ]);
    const { body } = await server.post("/task_runs/filter", { flow_runs: { id: { any_: [flowRun.id] } } });
    expect(body).toHaveLength(60);
    expect(body.every((taskRun: { state_type: string }) => taskRun.state_type === "COMPLETED")).toBe(true);
    expect(await statesOf(ids[7]!)).toEqual(["RUNNING", "COMPLETED"]);
  });

  test("a task run reported before its flow run exists is recorded once that does", async () => {
    const [flow, id] = [sampleFlow(), newId()];
    const flowRun = sampleFlowRun({ flow_id: flow.id });
    await server.post("/events", [taskRunEvent({ id, flowRunId: flowRun.id })]);
    expect((await read(id)).status).toBe(404);
    await server.database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      await transaction.insertInto("flow_runs").values(flowRun).execute();
    });
    await expect.poll(async () => (await read(id)).status).toBe(200);
  });

  test("a task run of a flow run that never comes to be is given up, and the log says so", async () => {
    const id = newId();
    await server.post("/events", [taskRunEvent({ id, flowRunId: randomUUID() })]);
    await expect.poll(() => server.errors.join()).toContain(id);
    expect((await read(id)).status).toBe(404);
    server.errors.length = 0;
  });
});

function oddlyShaped(flowRunId: string) {
  return taskRunEvent({
    flowRunId,
    state: { name: { not: "text" }, message: 7, state_details: [1], data: "x" },
    taskRun: {
      name: 7,
      task_key: null,
      dynamic_key: ["x"],
      tags: "t",
      labels: 3,
      task_inputs: null,
      empirical_policy: "many",
    },
  } as ReportedTaskRun);
}

const oddCounts = (flowRunId: string) =>
  taskRunEvent({ flowRunId, taskRun: { run_count: 1e12, flow_run_run_count: 1.5, total_run_time: "long" } });

const oddTimes = (flowRunId: string) =>
  taskRunEvent({
    flowRunId,
    state: { state_details: { scheduled_time: "soon", cache_expiration: 12, flow_run_id: "x" } },
    taskRun: { start_time: "2026-02-31T00:00:00Z", end_time: "never", expected_start_time: 0 },
  });
