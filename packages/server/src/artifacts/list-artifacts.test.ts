import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { createDeployment, createFlow, createFlowRun, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

type Found = { id: string; key: string | null; latest_id?: string };

onEachServer((server) => {
  const prefix = () => `p-${randomUUID().slice(0, 8)}`;
  const create = async (own: object = {}): Promise<Found> =>
    (await server.post("/artifacts/", { type: "markdown", data: "# Hi", ...own })).body;
  const list = async (path: "filter" | "latest/filter", body: object): Promise<Found[]> =>
    (await server.post(`/artifacts/${path}`, body)).body;
  const ids = (found: Found[]) => found.map(({ id }) => id);
  const keys = (found: Found[]) => found.map(({ key }) => key);

  test("artifacts are listed from the newest, or in the order asked for, page by page", async () => {
    const start = prefix();
    const created = [];
    for (const letter of ["b", "c", "a"]) created.push(await create({ key: `${start}-${letter}` }));
    const [b, c, a] = ids(created);
    const artifacts = { key: { like_: start.toUpperCase() } };
    expect(ids(await list("filter", { artifacts }))).toEqual([a, c, b]);
    expect(ids(await list("filter", { artifacts, sort: null, limit: null }))).toEqual([a, c, b]);
    expect(ids(await list("filter", { artifacts, sort: "CREATED_DESC" }))).toEqual([a, c, b]);
    expect(ids(await list("filter", { artifacts, sort: "KEY_ASC" }))).toEqual([a, b, c]);
    expect(ids(await list("filter", { artifacts, sort: "KEY_DESC" }))).toEqual([c, b, a]);
    await server.call("PATCH", `/artifacts/${b}`, { description: "changed" });
    expect(ids(await list("filter", { artifacts, sort: "UPDATED_DESC" }))).toEqual([b, a, c]);
    expect(ids(await list("filter", { artifacts, limit: 1, offset: 1 }))).toEqual([c]);
    expect((await server.post("/artifacts/count", { artifacts })).body).toBe(3);
    expect((await server.post("/artifacts/filter", { limit: 201 })).status).toBe(422);
  });

  test("collections are listed once for each key, in the order asked for", async () => {
    const start = prefix();
    for (const letter of ["b", "a", "b"]) await create({ key: `${start}-${letter}` });
    const artifacts = { key: { like_: start } };
    const [a, b] = [`${start}-a`, `${start}-b`];
    for (const [sort, expected] of [
      ["ID_DESC", [a, b]],
      ["CREATED_DESC", [a, b]],
      ["UPDATED_DESC", [b, a]],
      ["KEY_ASC", [a, b]],
      ["KEY_DESC", [b, a]],
    ] as const) {
      expect(keys(await list("latest/filter", { artifacts, sort })), sort).toEqual(expected);
    }
    expect(keys(await list("latest/filter", { artifacts, limit: 1, offset: 1 }))).toEqual([b]);
    expect((await server.post("/artifacts/latest/count", { artifacts })).body).toBe(2);
  });

  describe("filters", () => {
    test("by key, type, id and run find artifacts", async () => {
      const start = prefix();
      const [flow_run_id, task_run_id] = [newId(), newId()];
      const keyed = await create({ key: `${start}-a`, type: "table", flow_run_id });
      const bare = await create({ type: "link", flow_run_id, task_run_id });
      const untyped = await create({ type: null, flow_run_id });
      const find = async (own: object) =>
        ids(await list("filter", { artifacts: { flow_run_id: { any_: [flow_run_id] }, ...own } }));
      expect(await find({})).toEqual([untyped.id, bare.id, keyed.id]);
      expect(await find({ key: { exists_: true } })).toEqual([keyed.id]);
      expect(await find({ key: { exists_: false } })).toEqual([untyped.id, bare.id]);
      expect(await find({ key: { any_: [`${start}-a`] } })).toEqual([keyed.id]);
      expect(await find({ type: { any_: ["link", "table"] } })).toEqual([bare.id, keyed.id]);
      expect(await find({ type: { not_any_: ["link"] } })).toEqual([keyed.id]);
      expect(await find({ task_run_id: { any_: [task_run_id] } })).toEqual([bare.id]);
      expect(await find({ id: { any_: [keyed.id, newId()] } })).toEqual([keyed.id]);
      expect(await find({ key: { any_: [] } })).toEqual([]);
      const either = { operator: "or_", id: { any_: [keyed.id] }, task_run_id: { any_: [task_run_id] } };
      expect(ids(await list("filter", { artifacts: either }))).toEqual([bare.id, keyed.id]);
      expect((await server.post("/artifacts/filter", { artifacts: { other: {} } })).status).toBe(422);
    });

    test("of collections ask about the latest artifact alone", async () => {
      const key = prefix();
      const [flow_run_id, other] = [newId(), newId()];
      await create({ key, type: "table", flow_run_id: other });
      const latest = await create({ key, type: "link", flow_run_id });
      const find = async (own: object) =>
        (await list("latest/filter", { artifacts: { key: { any_: [key] }, ...own } })).length;
      expect(await find({ type: { any_: ["link"] } })).toBe(1);
      expect(await find({ type: { any_: ["table"] } })).toBe(0);
      expect(await find({ type: { not_any_: ["table"] } })).toBe(1);
      expect(await find({ flow_run_id: { any_: [flow_run_id] } })).toBe(1);
      expect(await find({ flow_run_id: { any_: [other] } })).toBe(0);
      expect(await find({ latest_id: { any_: [latest.id] } })).toBe(1);
      expect(await find({ key: { like_: key.slice(2), exists_: true } })).toBe(1);
    });

    test("by flows, deployments, flow runs and task runs find the artifacts of those", async () => {
      const flow = await createFlow(server, { tags: ["shown"] });
      const deployment = await createDeployment(server, { flow_id: flow.id });
      const flowRun = await createFlowRun(server, {
        flow_id: flow.id,
        tags: ["mine"],
        deployment_id: deployment.id,
      });
      const other = await createFlowRun(server);
      const taskRunId = newId();
      await server.post("/events", [taskRunEvent({ id: taskRunId, flowRunId: flowRun.id, name: "drawn" })]);
      const key = prefix();
      const ofRun = await create({ key, flow_run_id: flowRun.id });
      const ofTask = await create({ flow_run_id: flowRun.id, task_run_id: taskRunId });
      await create({ key, flow_run_id: other.id });
      for (const [filters, expected] of [
        [{ flows: { name: { any_: [flow.name] } } }, [ofTask.id, ofRun.id]],
        [{ flow_runs: { id: { any_: [flowRun.id] } } }, [ofTask.id, ofRun.id]],
        [{ deployments: { name: { any_: [deployment.name] } } }, [ofTask.id, ofRun.id]],
        [{ flow_runs: { id: { any_: [flowRun.id] }, tags: { all_: ["mine"] } } }, [ofTask.id, ofRun.id]],
        [{ flow_runs: { id: { any_: [flowRun.id] }, tags: { all_: ["yours"] } } }, []],
        [
          { task_runs: { name: { any_: ["drawn"] } }, flow_runs: { id: { any_: [flowRun.id] } } },
          [ofTask.id],
        ],
        [{ flows: { id: { any_: [flow.id] } }, artifacts: { type: { any_: ["table"] } } }, []],
      ] as const) {
        expect(ids(await list("filter", filters)), JSON.stringify(filters)).toEqual(expected);
        expect((await server.post("/artifacts/count", filters)).body).toBe(expected.length);
      }
      const ofOther = { flow_runs: { id: { any_: [other.id] } } };
      expect(keys(await list("latest/filter", ofOther))).toEqual([key]);
      expect((await server.post("/artifacts/latest/count", ofOther)).body).toBe(1);
      expect(await list("latest/filter", { flow_runs: { id: { any_: [flowRun.id] } } })).toEqual([]);
    });
  });
});
