import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createFlow, createFlowRun, historyOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const createRuns = async (count: number) => {
    const flow = await createFlow(server);
    const own = { flow_id: flow.id, tags: [flow.id] };
    const flowRuns = [];
    for (let i = 0; i < count; i++) flowRuns.push(await createFlowRun(server, own));
    return { flow, flowRuns, filter: { tags: { all_: [flow.id] } } };
  };
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

  describe("a state for many flow runs", () => {
    test("is judged for each by itself, the newest first", async () => {
      const { flowRuns, filter } = await createRuns(3);
      await server.post(`/flow_runs/${flowRuns[1].id}/set_state`, { state: { type: "COMPLETED" } });
      const { status, body } = await server.post("/flow_runs/bulk_set_state", {
        flow_runs: filter,
        state: { type: "CANCELLING" },
      });
      expect(status).toBe(200);
      expect(body.results).toMatchObject([
        {
          flow_run_id: flowRuns[2].id,
          status: "ACCEPT",
          state: { type: "CANCELLING", state_details: { flow_run_id: flowRuns[2].id } },
          details: { type: "accept_details" },
        },
        {
          flow_run_id: flowRuns[1].id,
          status: "ABORT",
          state: { type: "COMPLETED" },
          details: { type: "abort_details", reason: expect.any(String) },
        },
        { flow_run_id: flowRuns[0].id, status: "ACCEPT" },
      ]);
      expect(await historyOf(server, flowRuns[0].id)).toEqual(["PENDING", "CANCELLING"]);
    });

    test("may be forced, and is for as many as are asked for", async () => {
      const { flowRuns, filter } = await createRuns(3);
      const state = { type: "CANCELLED" };
      const { body } = await server.post("/flow_runs/bulk_set_state", {
        flow_runs: filter,
        state,
        force: true,
        limit: 2,
      });
      expect(body.results.map((result: { flow_run_id: string }) => result.flow_run_id)).toEqual(
        idsOf(flowRuns.toReversed()).slice(0, 2),
      );
    });
  });

  describe("flow runs deleted together", () => {
    test("are those that match, as many as are asked for, until none is left", async () => {
      const { flow, flowRuns, filter } = await createRuns(3);
      const other = await createFlowRun(server);
      const remove = async (limit?: number) =>
        (await server.post("/flow_runs/bulk_delete", { flow_runs: filter, limit })).body.deleted;
      expect(await remove(2)).toEqual(idsOf(flowRuns.toReversed()).slice(0, 2));
      expect(await remove()).toEqual([flowRuns[0].id]);
      expect(await remove()).toEqual([]);
      expect((await server.get(`/flow_runs/${other.id}`)).status).toBe(200);
      expect((await server.get(`/flows/${flow.id}`)).status).toBe(200);
    });

    test("by two at once are each deleted by one of them", async () => {
      const { flowRuns, filter } = await createRuns(6);
      const answers = await Promise.all(
        [1, 2].map(() => server.post("/flow_runs/bulk_delete", { flow_runs: filter })),
      );
      const deleted = answers.flatMap(({ body }) => body.deleted);
      expect(deleted.toSorted()).toEqual(idsOf(flowRuns).sort());
    });
  });

  test("flows deleted together take their runs with them", async () => {
    const { flow, flowRuns } = await createRuns(1);
    const other = await createFlow(server, { name: `${flow.name}-2` });
    const { body } = await server.post("/flows/bulk_delete", { flows: { name: { like_: flow.name } } });
    expect(body).toEqual({ deleted: [flow.id, other.id] });
    expect((await server.get(`/flow_runs/${flowRuns[0].id}`)).status).toBe(404);
  });

  test("none of them is for more than fifty at once, or for none", async () => {
    for (const path of ["/flow_runs/bulk_delete", "/flow_runs/bulk_set_state", "/flows/bulk_delete"]) {
      for (const limit of [0, 51]) {
        const body = { limit, state: { type: "RUNNING" }, flow_runs: { id: { any_: [randomUUID()] } } };
        expect((await server.post(path, body)).status, path).toBe(422);
      }
    }
  });
});
