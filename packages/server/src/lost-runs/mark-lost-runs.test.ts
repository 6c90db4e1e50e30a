import { randomUUID } from "node:crypto";
import { currentTimestamp, newId } from "@reeve/protocol";
import { beforeEach, expect, test } from "vitest";
import {
  createDeployment,
  createFlow,
  createFlowRun,
  setState,
  taskRunEvent,
} from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import type { LoopDefinition } from "../loops/loop.ts";
import { markLostRunsLoop } from "../loops/mark-lost-runs.ts";

onEachServer(
  (server) => {
    let ahead = 0;
    const pass = (seconds: number) => {
      ahead += seconds;
      server.passSeconds(seconds);
    };
    let loop: LoopDefinition;
    const startListening = async () => {
      const base = testContext(server.database);
      loop = markLostRunsLoop({ ...base, now: () => testContext(server.database, ahead).now() });
      await loop.tick();
    };
    /** Lets time go by with a look every 15 seconds; answers how many runs were marked. */
    const wait = async (seconds: number) => {
      let marked = 0;
      for (let waited = 0; waited < seconds; waited += 15) {
        pass(Math.min(15, seconds - waited));
        marked += (await loop.tick()) as number;
      }
      return marked;
    };
    beforeEach(async () => {
      await server.database.write((transaction) => transaction.deleteFrom("flow_run_heartbeats").execute());
      await startListening();
    });

    const beat = (flowRunId: string, every_seconds?: number) =>
      server.post("/events", [
        {
          id: newId(),
          occurred: currentTimestamp(),
          event: "prefect.flow-run.heartbeat",
          resource: { "prefect.resource.id": `prefect.flow-run.${flowRunId}` },
          payload: every_seconds === undefined ? {} : { every_seconds },
        },
      ]);
    const start = async (own: Record<string, unknown> = {}) => {
      const { id } = await createFlowRun(server, own);
      await setState(server, id, { type: "RUNNING" });
      return id as string;
    };
    const stateOf = async (id: string) => (await server.get(`/flow_runs/${id}`)).body.state;
    const remembered = async (id: string) =>
      (
        await server.database.reader
          .selectFrom("flow_run_heartbeats")
          .selectAll()
          .where("flow_run_id", "=", id)
          .execute()
      ).length;

    test("a run has crashed once it missed three heartbeats, by the interval that it told", async () => {
      const [lost, alive, silent] = [await start(), await start(), await start()];
      await beat(lost, 60);
      for (let minute = 0; minute < 3; minute++) {
        await beat(alive, 60);
        expect(await wait(minute === 2 ? 45 : 60)).toBe(0);
      }
      expect(await wait(30)).toBe(1);
      expect(await stateOf(lost)).toMatchObject({
        type: "CRASHED",
        message: expect.stringContaining("one was due every 60 seconds"),
      });
      expect(await stateOf(alive)).toMatchObject({ type: "RUNNING" });
      expect(await wait(200)).toBe(1);
      expect(await stateOf(silent)).toMatchObject({ type: "RUNNING" });
    });

    test("what a lost run started is ended, and its slot is free", async () => {
      const deployment = await createDeployment(server, { concurrency_limit: 1 });
      const [parent, next] = await Promise.all(
        [1, 2].map(
          async () => (await server.post(`/deployments/${deployment.id}/create_flow_run`, {})).body.id,
        ),
      );
      for (const type of ["PENDING", "RUNNING"]) await setState(server, parent, { type });
      const [standIn, other, task, done] = [newId(), newId(), newId(), newId()];
      await server.post("/events", [
        ...[standIn, other, task].map((id) => taskRunEvent({ id, flowRunId: parent })),
        taskRunEvent({ id: done, flowRunId: parent, type: "COMPLETED" }),
      ]);
      const subflow = await start({ parent_task_run_id: standIn });
      const nested = newId();
      await server.post("/events", [taskRunEvent({ id: nested, flowRunId: subflow })]);
      const elsewhere = (
        await server.post(`/deployments/${(await createDeployment(server)).id}/create_flow_run`, {
          parent_task_run_id: other,
        })
      ).body.id;
      await beat(parent, 60);
      expect(await wait(200)).toBe(1);
      expect(await stateOf(parent)).toMatchObject({ type: "CRASHED" });
      expect(await stateOf(subflow)).toMatchObject({ type: "CRASHED" });
      expect(await stateOf(elsewhere)).toMatchObject({ type: "CANCELLED" });
      for (const id of [standIn, task, nested]) {
        expect((await server.get(`/task_runs/${id}`)).body).toMatchObject({ state_type: "CRASHED" });
      }
      expect((await server.get(`/task_runs/${done}`)).body).toMatchObject({ state_type: "COMPLETED" });
      expect((await setState(server, next, { type: "PENDING" })).body.status).toBe("ACCEPT");
      expect(await remembered(parent)).toBe(0);
    });

    test("a run that does not tell how often it sends heartbeats is seen to", async () => {
      const [minutely, unknown, restarted] = [await start(), await start(), await start()];
      await beat(minutely);
      await beat(unknown);
      await beat(restarted);
      await wait(60);
      await beat(minutely);
      // Another attempt, which begins with a heartbeat of its own.
      await setState(server, restarted, { type: "RUNNING" }, true);
      await beat(restarted);
      await wait(170);
      expect(await stateOf(minutely)).toMatchObject({ type: "RUNNING" });
      await wait(30);
      expect(await stateOf(minutely)).toMatchObject({ type: "CRASHED" });
      await wait(270);
      for (const id of [unknown, restarted]) expect(await stateOf(id)).toMatchObject({ type: "RUNNING" });
      await wait(100);
      for (const id of [unknown, restarted]) expect(await stateOf(id)).toMatchObject({ type: "CRASHED" });
    });

    test("silence counts only while the server could have heard the run", async () => {
      const run = await start();
      await beat(run, 60);
      await wait(30);
      pass(3600);
      expect(await wait(170)).toBe(0);
      expect(await wait(45)).toBe(1);
      const another = await start();
      await beat(another, 60);
      pass(600);
      await startListening();
      expect(await wait(150)).toBe(0);
      await beat(another, 60);
      expect(await wait(150)).toBe(0);
    });

    test("a run that ended or paused is not waited for, and a new attempt counts anew", async () => {
      const [ended, paused, again] = [await start(), await start(), await start()];
      for (const id of [ended, paused, again]) await beat(id, 60);
      await setState(server, ended, { type: "COMPLETED" });
      await setState(server, paused, { type: "PAUSED" });
      await wait(150);
      await setState(server, again, { type: "RUNNING" }, true);
      expect(await wait(150)).toBe(0);
      expect(await remembered(ended)).toBe(0);
      expect(await remembered(paused)).toBe(0);
      expect(await stateOf(paused)).toMatchObject({ type: "PAUSED" });
      expect(await wait(60)).toBe(1);
      expect(await stateOf(again)).toMatchObject({ type: "CRASHED" });
    });

    test("a crash that somebody else reported ends what the run had started as well", async () => {
      const run = await start();
      const task = newId();
      await server.post("/events", [taskRunEvent({ id: task, flowRunId: run })]);
      await beat(run, 60);
      await setState(server, run, { type: "CRASHED", message: "The worker saw it end." }, true);
      expect(await wait(200)).toBe(0);
      expect((await server.get(`/task_runs/${task}`)).body).toMatchObject({ state_type: "CRASHED" });
      expect(await stateOf(run)).toMatchObject({ message: "The worker saw it end." });
    });

    test("an interval that makes no sense is that of one who tells none, and keeps no other event out", async () => {
      const [run, other] = [await start(), newId()];
      const odd = [1e13, 1e11, -1, 0, "soon", null, {}, "1e400"];
      for (const every_seconds of odd) {
        expect((await beat(run, every_seconds as number)).status).toBe(204);
        await server.post("/events", [taskRunEvent({ id: other, flowRunId: run })]);
      }
      expect((await server.get(`/task_runs/${other}`)).status).toBe(200);
      const [kept] = await server.database.reader
        .selectFrom("flow_run_heartbeats")
        .select("every_seconds")
        .where("flow_run_id", "=", run)
        .execute();
      expect(kept).toEqual({ every_seconds: 180 });
    });

    test("heartbeats of runs that ended, or that there are not, are events like others", async () => {
      const { id } = await createFlow(server);
      const ended = await start({ flow_id: id });
      await setState(server, ended, { type: "COMPLETED" });
      for (const resource of [ended, randomUUID(), "no-id"]) {
        expect((await beat(resource, 60)).status).toBe(204);
      }
      expect(await remembered(ended)).toBe(0);
    });
  },
  { serverServicesLostRunsEnabled: false, serverServicesLateRunsEnabled: false },
);
