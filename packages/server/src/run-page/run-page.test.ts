import type { RunRow } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlow, createFlowRun, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const page = async (body: object = {}) => (await server.post("/ui/runs/page", body)).body;

  test("a page of runs comes with all that is shown beside them", async () => {
    const flow = await createFlow(server, { name: "shown" });
    const deployment = await server.post("/deployments/", { name: "shown-daily", flow_id: flow.id });
    const own = { flow_id: flow.id, name: "parent", deployment_id: deployment.body.id };
    const parent = await createFlowRun(server, own);
    await setState(server, parent.id, { type: "RUNNING" });
    const standIn = await server.post("/task_runs/", {
      flow_run_id: parent.id,
      task_key: "s",
      dynamic_key: "0",
    });
    const child = await createFlowRun(server, { name: "child", parent_task_run_id: standIn.body.id });
    await server.post("/events", [
      taskRunEvent({ flowRunId: parent.id, type: "COMPLETED" }),
      taskRunEvent({ flowRunId: parent.id, type: "COMPLETED" }),
      taskRunEvent({ flowRunId: parent.id, type: "FAILED" }),
    ]);
    const { rows, count, state_counts } = await page({
      flow_runs: { id: { any_: [parent.id, child.id] } },
      sort: "NAME_DESC",
    });
    expect(count).toBe(2);
    expect(state_counts).toEqual({ RUNNING: 1, PENDING: 1 });
    expect(rows).toMatchObject([
      {
        flow_run: { id: parent.id, name: "parent", state: { type: "RUNNING" } },
        flow_name: "shown",
        deployment_name: "shown-daily",
        task_run_counts: { COMPLETED: 2, FAILED: 1 },
        parent_flow_run_id: null,
      },
      {
        flow_run: { id: child.id },
        deployment_name: null,
        task_run_counts: {},
        parent_flow_run_id: parent.id,
      },
    ]);
    // The stand-in of the subflow is not counted as a task run.
    expect(Object.keys(rows[0].task_run_counts).sort()).toEqual(["COMPLETED", "FAILED"]);
  });

  test("a page of runs counts the warnings and errors in the log of each, up to a thousand", async () => {
    const flow = await createFlow(server, { name: "logged" });
    const [quiet, loud, flooded] = await Promise.all(
      ["1-quiet", "2-loud", "3-flooded"].map((name) => createFlowRun(server, { flow_id: flow.id, name })),
    );
    const log = async (flowRunId: string, levels: readonly number[]) => {
      const line = {
        name: "flow",
        message: "said",
        timestamp: new Date().toISOString(),
        flow_run_id: flowRunId,
      };
      const answer = await server.post(
        "/logs/",
        levels.map((level) => ({ ...line, level })),
      );
      expect(answer.status).toBe(201);
    };
    await log(quiet!.id, [10, 20, 29]);
    await log(loud!.id, [20, 30, 39, 39, 40, 50]);
    await log(
      flooded!.id,
      Array.from({ length: 1001 }, () => 30),
    );
    const { rows } = await page({ flows: { id: { any_: [flow.id] } }, sort: "NAME_ASC" });
    expect(rows.map((row: RunRow) => row.log_counts)).toEqual([
      { warnings: 0, errors: 0 },
      { warnings: 3, errors: 2 },
      { warnings: 1000, errors: 0 },
    ]);
  });

  test("a page of runs comes with the points of a plot where they are asked for, of those that have begun", async () => {
    const flow = await createFlow(server, { name: "plotted" });
    const flows = { id: { any_: [flow.id] } };
    for (const [name, type] of [
      ["done", "COMPLETED"],
      ["under-way", "RUNNING"],
      ["not-begun", "PENDING"],
    ] as const) {
      const { id } = await createFlowRun(server, { flow_id: flow.id, name });
      if (type !== "PENDING") await setState(server, id, { type: "RUNNING" });
      if (type === "COMPLETED") await setState(server, id, { type });
    }
    const { points, rows } = await page({ flows, limit: 1, points: 10, sort: "NAME_ASC" });
    expect(rows).toHaveLength(1);
    expect(points).toMatchObject([
      { name: "under-way", state_type: "RUNNING", seconds: expect.any(Number) },
      { name: "done", state_type: "COMPLETED" },
    ]);
    const failed = await page({ flows, flow_runs: { state: { type: { any_: ["FAILED"] } } }, points: 10 });
    expect(failed.points).toEqual([]);
    expect(await page({ flows })).not.toHaveProperty("points");
    expect((await server.post("/ui/runs/page", { points: 1001 })).status).toBe(422);
  });

  test("the head of a run's page tells how long such runs take and what the run has made", async () => {
    const flow = await createFlow(server, { name: "timed" });
    const deployment = await server.post("/deployments/", { name: "timed-daily", flow_id: flow.id });
    const own = { flow_id: flow.id, deployment_id: deployment.body.id };
    const head = async (id: string) => (await server.get(`/ui/runs/${id}`)).body;
    const run = await createFlowRun(server, own);
    expect(await head(run.id)).toMatchObject({ flow_name: "timed", usual_duration: null, reports: [] });
    for (const given of [own, own, own, { flow_id: flow.id }]) {
      const { id } = await createFlowRun(server, given);
      await setState(server, id, { type: "RUNNING" });
      await setState(server, id, { type: "COMPLETED" });
    }
    const artifact = { flow_run_id: run.id, type: "markdown" };
    await server.post("/artifacts/", { ...artifact, key: "report", data: "first" });
    const { body: newest } = await server.post("/artifacts/", { ...artifact, key: "report", data: "second" });
    await server.post("/artifacts/", { ...artifact, key: null, data: "a result" });
    const { usual_duration: usual, reports } = await head(run.id);
    expect(usual).toMatchObject({ of: "deployment", runs: 3 });
    const { shortest_seconds, median_seconds, longest_seconds } = usual;
    const times = [0, shortest_seconds, median_seconds, longest_seconds];
    expect(times.toSorted((one, other) => one - other)).toEqual(times);
    expect(reports).toEqual([{ id: newest.id, key: "report", type: "markdown" }]);
    const lone = await createFlowRun(server, { flow_id: flow.id });
    const { rows } = await page({ flows: { id: { any_: [flow.id] } } });
    const usualOf = new Map(rows.map((row: RunRow) => [row.flow_run.id, row.usual_duration]));
    expect(usualOf.get(run.id)).toEqual(usual);
    expect(usualOf.get(lone.id)).toMatchObject({ of: "flow", runs: 4 });
    expect((await head(lone.id)).usual_duration).toMatchObject({ of: "flow", runs: 4 });
    expect((await server.get("/ui/runs/0197a1b2-0000-7000-8000-000000000001")).status).toBe(404);
  });

  test("totals by state leave the filter on states aside, so that each can be chosen", async () => {
    const flow = await createFlow(server);
    for (const type of ["COMPLETED", "COMPLETED", "FAILED", "RUNNING"]) {
      await createFlowRun(server, {
        flow_id: flow.id,
        state: { type },
        tags: [type === "FAILED" ? "bad" : "good"],
      });
    }
    const flows = { id: { any_: [flow.id] } };
    const failed = await page({ flows, flow_runs: { state: { type: { any_: ["FAILED"] } } } });
    expect(failed).toMatchObject({ count: 1, state_counts: { COMPLETED: 2, FAILED: 1, RUNNING: 1 } });
    const good = await page({ flows, flow_runs: { tags: { all_: ["good"] } }, limit: 2 });
    expect(good).toMatchObject({ count: 3, state_counts: { COMPLETED: 2, RUNNING: 1 } });
    expect(good.rows).toHaveLength(2);
  });

  test("the newest runs come first, a page at a time", async () => {
    const flow = await createFlow(server);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift((await createFlowRun(server, { flow_id: flow.id })).id);
    const flows = { id: { any_: [flow.id] } };
    const of = (answer: { rows: { flow_run: { id: string } }[] }) =>
      answer.rows.map((row) => row.flow_run.id);
    expect(of(await page({ flows }))).toEqual(ids);
    expect(of(await page({ flows, limit: 1, offset: 1 }))).toEqual([ids[1]]);
    expect((await server.post("/ui/runs/page", { limit: 201 })).status).toBe(422);
  });

  test("no runs are an empty page", async () => {
    expect(await page({ flows: { id: { any_: [] } } })).toEqual({ rows: [], count: 0, state_counts: {} });
  });
});
