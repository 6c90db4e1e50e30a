import { expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer(
  (server) => {
    const statusFor = async (version: string, path = "/hello") =>
      (await server.get(path, { "x-prefect-api-version": version })).status;

    test("a client need not name a version", async () => {
      expect((await server.get("/hello")).status).toBe(200);
    });

    test("a version that is not three numbers is refused", async () => {
      for (const version of ["0.8", "a.b.c", "0.8.4.1", "0.8.x"]) expect(await statusFor(version)).toBe(400);
      const answer = await server.get("/hello", { "x-prefect-api-version": "newest" });
      expect(answer.body.detail).toContain('"newest"');
    });

    test("a version older than the oldest spoken is refused, a newer one is not", async () => {
      expect(await statusFor("0.7.9")).toBe(400);
      expect(await statusFor("0.8.0")).toBe(200);
      expect(await statusFor("0.8.4")).toBe(200);
      expect(await statusFor("1.0.0")).toBe(200);
    });

    test("a client of a wire without pauses counts each time that a run starts as an attempt", async () => {
      const attempts = async (version: string) => {
        const old = { "x-prefect-api-version": version };
        const run = await createFlowRun(server, { state: { type: "RUNNING" } });
        const path = `/flow_runs/${run.id}`;
        for (const type of ["PAUSED", "SCHEDULED", "RUNNING"]) {
          const state = { type, ...(type === "PAUSED" && { state_details: { pause_key: "1" } }) };
          expect((await server.post(`${path}/set_state`, { state }, old)).body.status).toBe("ACCEPT");
        }
        return (await server.get(path)).body.run_count;
      };
      expect(await attempts("0.8.3")).toBe(2);
      expect(await attempts("0.8.4")).toBe(1);
    });

    test("a client of an old wire finds the failed tasks of a run that is retried scheduled again", async () => {
      const retry = async (version: string) => {
        const empirical_policy = { retries: 1, retry_delay: 0 };
        const run = await createFlowRun(server, { state: { type: "RUNNING" }, empirical_policy });
        const body = { flow_run_id: run.id, task_key: "t", dynamic_key: "0" };
        const task = (await server.post("/task_runs/", body)).body;
        for (const type of ["RUNNING", "FAILED"]) {
          await server.post(`/task_runs/${task.id}/set_state`, { state: { type } });
        }
        const answer = await server.post(
          `/flow_runs/${run.id}/set_state`,
          { state: { type: "FAILED" } },
          { "x-prefect-api-version": version },
        );
        expect(answer.body).toMatchObject({ status: "REJECT", state: { name: "AwaitingRetry" } });
        return [
          (await server.get(`/task_runs/${task.id}`)).body,
          (await server.get(`/flow_runs/${run.id}`)).body,
        ];
      };
      const [old, oldRun] = await retry("0.8.2");
      expect(old).toMatchObject({ state_name: "AwaitingRetry", run_count: 0 });
      expect(oldRun.empirical_policy.retry_type).toBeNull();
      const [current, currentRun] = await retry("0.8.4");
      expect(current).toMatchObject({ state_name: "Failed", run_count: 1 });
      expect(currentRun.empirical_policy.retry_type).toBe("in_process");
    });

    test("health and the wire's version are told to every version", async () => {
      expect(await statusFor("0.1.0", "/health")).toBe(200);
      expect(await statusFor("0.1.0", "/version")).toBe(200);
      expect(await statusFor("0.1.0", "/admin/version")).toBe(400);
    });
  },
  {},
  ["sqlite"],
);
