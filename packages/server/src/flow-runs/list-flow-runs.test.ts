import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createFlow, createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  /** Three runs of one flow, made in the order b, c, a. */
  async function createThree() {
    const flow = await createFlow(server);
    const runs: Record<string, { id: string }> = {};
    for (const [name, state, at] of [
      ["b", "SCHEDULED", "2030-01-02T00:00:00Z"],
      ["c", "COMPLETED", null],
      ["a", "SCHEDULED", "2030-01-01T00:00:00Z"],
    ] as const) {
      runs[name] = await createFlowRun(server, {
        flow_id: flow.id,
        name,
        tags: [name, "all"],
        state: { type: state, state_details: { scheduled_time: at } },
      });
    }
    const of = { flows: { id: { any_: [flow.id] } } };
    const list = async (body: object = {}): Promise<string[]> =>
      (await server.post("/flow_runs/filter", { ...of, ...body })).body.map(
        (run: { name: string }) => run.name,
      );
    return { flow, of, runs, list };
  }

  test("a list is newest first, unless it is sorted otherwise", async () => {
    const { list } = await createThree();
    expect(await list()).toEqual(["a", "c", "b"]);
    expect(await list({ sort: "ID_DESC" })).toEqual(["a", "c", "b"]);
    expect(await list({ sort: "NAME_ASC" })).toEqual(["a", "b", "c"]);
    expect(await list({ sort: "NAME_DESC" })).toEqual(["c", "b", "a"]);
    expect(await list({ sort: "EXPECTED_START_TIME_ASC" })).toEqual(["c", "a", "b"]);
    expect(await list({ sort: "EXPECTED_START_TIME_DESC" })).toEqual(["b", "a", "c"]);
    expect(await list({ sort: "START_TIME_ASC" })).toEqual(["c", "a", "b"]);
    expect(await list({ sort: "START_TIME_DESC" })).toEqual(["b", "a", "c"]);
    expect((await list({ sort: "NEXT_SCHEDULED_START_TIME_ASC" })).slice(0, 2)).toEqual(["a", "b"]);
    expect((await list({ sort: "END_TIME_DESC" }))[0]).toBe("c");
    expect((await server.post("/flow_runs/filter", { sort: "BY_COLOR" })).status).toBe(422);
  });

  test("a list holds what fits all of its filters", async () => {
    const { list, runs } = await createThree();
    const by = (flow_runs: object) => list({ flow_runs, sort: "NAME_ASC" });
    expect(await by({ state: { type: { any_: ["SCHEDULED"] } } })).toEqual(["a", "b"]);
    expect(await by({ state: { name: { not_any_: ["Completed"] } } })).toEqual(["a", "b"]);
    expect(await by({ tags: { all_: ["all", "c"] } })).toEqual(["c"]);
    expect(await by({ id: { any_: [runs.b!.id] } })).toEqual(["b"]);
    expect(await by({ id: { any_: [] } })).toEqual([]);
    expect(await by({ id: { not_any_: [] } })).toEqual(["a", "b", "c"]);
    expect(await by({ id: { any_: [runs.b!.id.toUpperCase()] } })).toEqual(["b"]);
    expect(await by({ name: { like_: "A" } })).toEqual(["a"]);
    expect(await by({ end_time: { is_null_: false } })).toEqual(["c"]);
    expect(await by({ next_scheduled_start_time: { before_: "2030-01-01 12:00:00.5+00:00" } })).toEqual([
      "a",
    ]);
    expect(await by({ operator: "or_", name: { any_: ["b"] }, tags: { all_: ["c"] } })).toEqual(["b", "c"]);
    expect(await by({})).toEqual(["a", "b", "c"]);
  });

  test("a list has its limit and offset, within the server's own", async () => {
    const { list, of } = await createThree();
    expect(await list({ limit: 2 })).toEqual(["a", "c"]);
    expect(await list({ limit: 2, offset: 2 })).toEqual(["b"]);
    expect(await list({ limit: 0 })).toEqual([]);
    expect(await list({ offset: 3 })).toEqual([]);
    for (const limit of [201, -1]) {
      const answer = await server.post("/flow_runs/filter", { ...of, limit });
      expect(answer).toMatchObject({ status: 422, body: { detail: expect.stringContaining(String(limit)) } });
    }
  });

  test("counts are of all that fits", async () => {
    const { of } = await createThree();
    expect(await server.post("/flow_runs/count", of)).toMatchObject({ status: 200, body: 3 });
    const flow_runs = { state: { type: { any_: ["COMPLETED"] } } };
    expect((await server.post("/flow_runs/count", { ...of, flow_runs })).body).toBe(1);
    const none = { flow_runs: { id: { any_: [randomUUID()] } } };
    expect((await server.post("/flow_runs/count", none)).body).toBe(0);
  });

  test("a numbered page comes with the total", async () => {
    const { of } = await createThree();
    const page = (body: object) => server.post("/flow_runs/paginate", { ...of, sort: "NAME_ASC", ...body });
    const second = await page({ limit: 2, page: 2 });
    expect(second.body).toMatchObject({ count: 3, limit: 2, pages: 2, page: 2, results: [{ name: "c" }] });
    expect((await page({})).body).toMatchObject({ count: 3, limit: 200, pages: 1, page: 1 });
    expect((await page({ limit: 0 })).body).toEqual({ results: [], count: 3, limit: 0, pages: 0, page: 1 });
    expect((await page({ page: 9 })).body.results).toEqual([]);
    expect((await page({ page: 0 })).status).toBe(422);
    expect((await page({ limit: 500 })).status).toBe(422);
  });

  test("runs are found by what their task runs are", async () => {
    const { list, runs } = await createThree();
    await server.post("/task_runs/", {
      flow_run_id: runs.b!.id,
      task_key: "k",
      dynamic_key: "0",
      name: "special",
    });
    expect(await list({ task_runs: { name: { any_: ["special"] } } })).toEqual(["b"]);
  });
});
