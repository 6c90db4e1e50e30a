import { randomUUID } from "node:crypto";
import { addSeconds, currentTimestamp, newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import {
  createDeployment,
  createFlow,
  createFlowRun,
  setState,
  taskRunEvent,
} from "../../test/sample-requests.ts";
import { sampleDeployment } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { insertRow } from "../db/insert-rows.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";

onEachServer((server) => {
  const ask = async (path: string, body: object) => (await server.post(path, body)).body;
  const report = (events: object[]) => server.post("/events", events);

  describe("of flows", () => {
    test("deployments are counted, unknown flows having none", async () => {
      const [flow, other] = [await createFlow(server), await createFlow(server)];
      await server.database.write(async (transaction) => {
        for (const flow_id of [flow.id, flow.id, other.id]) {
          await insertRow(transaction, "deployments", sampleDeployment({ flow_id }));
        }
      });
      const counts = await ask("/ui/flows/count-deployments", { flow_ids: [flow.id, UNKNOWN, other.id] });
      expect(counts).toEqual({ [flow.id]: 2, [UNKNOWN]: 0, [other.id]: 1 });
      expect(await ask("/ui/flows/count-deployments", { flow_ids: [] })).toEqual({});
    });

    test("the run that is scheduled first is the next, be it late or not", async () => {
      const [flow, other] = [await createFlow(server), await createFlow(server)];
      const scheduled = (seconds: number, name: string) =>
        createFlowRun(server, {
          flow_id: flow.id,
          name,
          state: {
            type: "SCHEDULED",
            state_details: { scheduled_time: addSeconds(currentTimestamp(), seconds) },
          },
        });
      await scheduled(7200, "later");
      const late = await scheduled(-60, "late");
      await createFlowRun(server, { flow_id: flow.id });
      const next = () => ask("/ui/flows/next-runs", { flow_ids: [flow.id, other.id, UNKNOWN] });
      expect(await next()).toEqual({
        [flow.id]: {
          id: late.id,
          flow_id: flow.id,
          name: "late",
          state_name: "Scheduled",
          state_type: "SCHEDULED",
          next_scheduled_start_time: late.next_scheduled_start_time,
        },
        [other.id]: null,
        [UNKNOWN]: null,
      });
      await setState(server, late.id, { type: "RUNNING" });
      expect((await next())[flow.id].name).toBe("later");
    });

    test("a page of them has their last runs, why one failed last, and what comes next", async () => {
      const [busy, idle] = [await createFlow(server), await createFlow(server)];
      const end = async (state: object) => {
        const run = await createFlowRun(server, { flow_id: busy.id });
        await setState(server, run.id, { type: "RUNNING" });
        await setState(server, run.id, state);
        return run.id as string;
      };
      const failed = await end({ type: "FAILED", message: "KeyError: 'x'\nTraceback" });
      for (let i = 0; i < 16; i++) await end({ type: "COMPLETED", message: "All states completed." });
      const last = await end({ type: "CRASHED", message: "out of memory" });
      const scheduled_time = addSeconds(currentTimestamp(), 7200);
      const next = await createFlowRun(server, {
        flow_id: busy.id,
        state: { type: "SCHEDULED", state_details: { scheduled_time } },
      });
      const rows = await ask("/ui/flows/page", {
        flows: { id: { any_: [busy.id, idle.id] } },
        sort: "CREATED_DESC",
      });
      expect(rows).toMatchObject([
        { flow: { id: idle.id }, recent_runs: [], last_failure: null, next_run: null, deployment_count: 0 },
        {
          flow: { id: busy.id },
          last_failure: { flow_run_id: last, reason: "out of memory" },
          next_run: { id: next.id },
        },
      ]);
      expect(rows[1].recent_runs).toHaveLength(16);
      expect(rows[1].recent_runs[0]).toMatchObject({ id: last, state_type: "CRASHED" });
      expect(rows[1].recent_runs.map(({ id }: { id: string }) => id)).not.toContain(failed);
    });

    test("a page of deployments has the runs of each, and not those of others of the same flow", async () => {
      const flow = await createFlow(server);
      const [busy, idle] = [
        await createDeployment(server, { flow_id: flow.id, name: "a" }),
        await createDeployment(server, { flow_id: flow.id, name: "b" }),
      ];
      const run = await createFlowRun(server, { flow_id: flow.id, deployment_id: busy.id });
      await setState(server, run.id, { type: "RUNNING" });
      await setState(server, run.id, { type: "FAILED", message: "KeyError: 'x'\nTraceback" });
      await createFlowRun(server, { flow_id: flow.id });
      const scheduled_time = addSeconds(currentTimestamp(), 7200);
      const next = await createFlowRun(server, {
        flow_id: flow.id,
        deployment_id: busy.id,
        state: { type: "SCHEDULED", state_details: { scheduled_time } },
      });
      const ids = { id: { any_: [busy.id, idle.id] } };
      const rows = await ask("/ui/deployments/page", { deployments: ids, sort: "NAME_ASC" });
      expect(rows).toMatchObject([
        {
          deployment: { id: busy.id },
          flow_name: flow.name,
          next_run: { id: next.id },
          recent_runs: [{ id: run.id, state_type: "FAILED" }],
          last_failure: { flow_run_id: run.id, reason: "KeyError: 'x'" },
        },
        { deployment: { id: idle.id }, recent_runs: [], next_run: null, last_failure: null },
      ]);
      expect(rows[0]).not.toHaveProperty("owner_id");
      expect(await ask("/ui/deployments/page", { deployments: ids, limit: 1, offset: 2 })).toEqual([]);
    });

    test("no more are summed up at once than a page lists", async () => {
      const flow_ids = Array.from({ length: 201 }, () => randomUUID());
      for (const path of ["/ui/flows/count-deployments", "/ui/flows/next-runs"]) {
        expect((await server.post(path, { flow_ids })).status).toBe(422);
        expect(Object.keys(await ask(path, { flow_ids: flow_ids.slice(1) }))).toHaveLength(200);
      }
    });
  });

  test("flow runs are points at their start, with what they took and how late they were", async () => {
    const flow = await createFlow(server);
    const scheduled_time = addSeconds(currentTimestamp(), -3600);
    const late = await createFlowRun(server, {
      flow_id: flow.id,
      state: { type: "SCHEDULED", state_details: { scheduled_time } },
    });
    await setState(server, late.id, { type: "RUNNING" });
    const waiting = await createFlowRun(server, {
      flow_id: flow.id,
      state: {
        type: "SCHEDULED",
        state_details: { scheduled_time: addSeconds(currentTimestamp(), 3600) },
      },
    });
    const ofFlow = { flows: { id: { any_: [flow.id] } } };
    const points = await ask("/ui/flow_runs/history", ofFlow);
    const { body: started } = await server.get(`/flow_runs/${late.id}`);
    expect(points).toEqual([
      {
        id: waiting.id,
        state_type: "SCHEDULED",
        timestamp: waiting.expected_start_time,
        duration: 0,
        lateness: 0,
      },
      {
        id: late.id,
        state_type: "RUNNING",
        timestamp: started.start_time,
        duration: expect.any(Number),
        lateness: started.estimated_start_time_delta,
      },
    ]);
    expect(await ask("/ui/flow_runs/history", { ...ofFlow, limit: 1, offset: 1 })).toHaveLength(1);
    expect(await ask("/ui/flow_runs/history", { ...ofFlow, limit: 0 })).toEqual([]);
    expect(await ask("/ui/flow_runs/history", { ...ofFlow, offset: 2 ** 63 })).toEqual([]);
    expect((await server.post("/ui/flow_runs/history", { limit: 1001 })).status).toBe(422);
  });

  describe("of task runs", () => {
    test("those of flow runs are counted, without those that stand for subflows", async () => {
      const flowRun = await createFlowRun(server);
      await report([taskRunEvent({ flowRunId: flowRun.id }), taskRunEvent({ flowRunId: flowRun.id })]);
      const key = { task_key: "s", dynamic_key: "0" };
      const standIn = await server.post("/task_runs/", { flow_run_id: flowRun.id, ...key });
      await createFlowRun(server, { parent_task_run_id: standIn.body.id });
      const flow_run_ids = [flowRun.id, UNKNOWN];
      expect(await ask("/ui/flow_runs/count-task-runs", { flow_run_ids })).toEqual({
        [flowRun.id]: 2,
        [UNKNOWN]: 0,
      });
    });

    test("every type of state has its count", async () => {
      const flowRun = await createFlowRun(server);
      const types = ["RUNNING", "COMPLETED", "COMPLETED", "CRASHED"];
      await report(types.map((type) => taskRunEvent({ flowRunId: flowRun.id, type })));
      const counts = await ask("/ui/task_runs/count", { flow_runs: { id: { any_: [flowRun.id] } } });
      expect(counts).toEqual({
        SCHEDULED: 0,
        PENDING: 0,
        RUNNING: 1,
        COMPLETED: 2,
        FAILED: 0,
        CANCELLED: 0,
        CRASHED: 1,
        PAUSED: 0,
        CANCELLING: 0,
      });
    });

    test("how they ended is counted for each twentieth of the time in which they started", async () => {
      const flowRun = await createFlowRun(server);
      const start = "2026-03-01T00:00:00.000000Z";
      const ended = (seconds: number, type: string) =>
        taskRunEvent({
          flowRunId: flowRun.id,
          type,
          taskRun: { start_time: addSeconds(start, seconds), end_time: addSeconds(start, seconds + 1e6) },
        });
      await report([
        ended(-0.000001, "COMPLETED"),
        ended(0, "COMPLETED"),
        ended(4.999999, "FAILED"),
        ended(4.999999, "CANCELLED"),
        ended(5, "CRASHED"),
        ended(5, "RUNNING"),
        ended(100, "COMPLETED"),
        ended(100.000001, "COMPLETED"),
      ]);
      const own = { flow_run_id: { any_: [flowRun.id] } };
      const span = { after_: start, before_: addSeconds(start, 100) };
      const counts = await ask("/ui/task_runs/dashboard/counts", { task_runs: { ...own, start_time: span } });
      expect(counts).toHaveLength(20);
      expect(counts.slice(0, 3)).toEqual([
        { completed: 2, failed: 1 },
        { completed: 0, failed: 1 },
        { completed: 0, failed: 0 },
      ]);
      expect(counts.at(-1)).toEqual({ completed: 1, failed: 0 });
      const backwards = { after_: start, before_: start };
      const none = await ask("/ui/task_runs/dashboard/counts", { task_runs: { start_time: backwards } });
      expect(none).toEqual(Array(20).fill({ completed: 0, failed: 0 }));
      const untilNow = await ask("/ui/task_runs/dashboard/counts", {
        task_runs: { ...own, start_time: { after_: start } },
      });
      expect(untilNow[0].completed).toBe(4);
    });

    test("their counts over time need to know from when on", async () => {
      for (const body of [{}, { task_runs: {} }, { task_runs: { start_time: { after_: null } } }]) {
        expect((await server.post("/ui/task_runs/dashboard/counts", body)).status).toBe(422);
      }
    });

    test("one is read with the name of its flow run", async () => {
      const flowRun = await createFlowRun(server, { name: "brave-lynx" });
      const id = newId();
      await report([taskRunEvent({ id, flowRunId: flowRun.id })]);
      const { body: taskRun } = await server.get(`/task_runs/${id}`);
      const { body } = await server.get(`/ui/task_runs/${id}`);
      expect(body).toEqual({
        ...taskRun,
        flow_run_name: "brave-lynx",
        estimated_run_time: expect.any(Number),
      });
      const alone = await server.post("/task_runs/", { task_key: "k", dynamic_key: randomUUID() });
      expect((await server.get(`/ui/task_runs/${alone.body.id}`)).body.flow_run_name).toBeNull();
      expect((await server.get(`/ui/task_runs/${UNKNOWN}`)).status).toBe(404);
    });
  });
});
