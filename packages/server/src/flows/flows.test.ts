import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createFlowRun, historyOf, taskRunEvent } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const UNKNOWN = "01a20580-bdec-7052-b5b7-5d56cfc62906";

onEachServer((server) => {
  const create = async (name: string, own: object = {}) =>
    (await server.post("/flows/", { name, ...own })).body;
  const names = (answer: { body: { name: string }[] }) => answer.body.map(({ name }) => name);

  test("a flow is created once; after that its name answers it as it is", async () => {
    const first = await server.post("/flows/", {
      name: "once",
      tags: ["a"],
      labels: { x: 1, y: true, z: "t" },
    });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(String),
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/),
      updated: expect.any(String),
      name: "once",
      tags: ["a"],
      labels: { x: 1, y: true, z: "t" },
    });
    const second = await server.post("/flows/", { name: "once", tags: ["b"], labels: {} });
    expect(second).toMatchObject({ status: 200, body: first.body });
  });

  test("a flow created by many at once is one flow, new to one of them", async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => server.post("/flows/", { name: "raced" })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test("a flow's name has no characters that would break a URL", async () => {
    for (const name of ["a/b", "100%", "a&b", "<a>", ""]) {
      expect((await server.post("/flows/", { name })).status, name).toBe(422);
    }
    for (const name of ["Grüße 👋", "a b", "ns.flow:v1"]) {
      expect((await server.post("/flows/", { name })).status, name).toBe(201);
    }
  });

  test("a flow is found by its id and by its name, whatever is in it", async () => {
    const flow = await create("Wände & Türen".replace("&", "und"));
    expect(await server.get(`/flows/${flow.id}`)).toMatchObject({ status: 200, body: flow });
    const byName = await server.get(`/flows/name/${encodeURIComponent(flow.name)}`);
    expect(byName).toMatchObject({ status: 200, body: flow });
  });

  test("an unknown flow is 404 for every call", async () => {
    for (const [method, path, body] of [
      ["GET", `/flows/${UNKNOWN}`],
      ["GET", "/flows/name/nobody"],
      ["PATCH", `/flows/${UNKNOWN}`, { tags: [] }],
      ["DELETE", `/flows/${UNKNOWN}`],
    ] as const) {
      const answer = await server.call(method, path, body);
      expect(answer, path).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
    }
  });

  test("an update changes tags alone, and only when they are sent", async () => {
    const flow = await create("tagged", { tags: ["old"], labels: { kept: 1 } });
    expect((await server.call("PATCH", `/flows/${flow.id}`, { tags: ["new", "newer"] })).status).toBe(204);
    expect((await server.call("PATCH", `/flows/${flow.id}`, {})).status).toBe(204);
    const { body } = await server.get(`/flows/${flow.id}`);
    expect(body).toMatchObject({ tags: ["new", "newer"], labels: { kept: 1 }, created: flow.created });
    expect(body.updated > flow.updated).toBe(true);
    expect((await server.call("PATCH", `/flows/${flow.id}`, { name: "other" })).status).toBe(422);
  });

  test("a deleted flow takes its runs with all that belongs to them, and nothing else", async () => {
    const flow = await create("doomed");
    const flowRun = await createFlowRun(server, { flow_id: flow.id });
    const other = await createFlowRun(server);
    const taskRunId = randomUUID();
    await server.post("/events", [taskRunEvent({ id: taskRunId, flowRunId: flowRun.id })]);
    const child = await createFlowRun(server, { parent_task_run_id: taskRunId });
    const line = { name: "l", level: 20, message: "m", timestamp: "2026-01-01T00:00:00Z" };
    await server.post("/logs/", [
      { ...line, flow_run_id: flowRun.id },
      { ...line, flow_run_id: other.id },
    ]);
    expect((await server.get(`/task_runs/${taskRunId}`)).status).toBe(200);

    expect((await server.call("DELETE", `/flows/${flow.id}`)).status).toBe(204);

    expect((await server.get(`/flows/${flow.id}`)).status).toBe(404);
    expect((await server.get(`/flow_runs/${flowRun.id}`)).status).toBe(404);
    expect((await server.get(`/task_runs/${taskRunId}`)).status).toBe(404);
    expect(await historyOf(server, flowRun.id)).toEqual([]);
    expect((await server.get(`/flow_runs/${other.id}`)).status).toBe(200);
    expect((await server.get(`/flow_runs/${child.id}`)).body.parent_task_run_id).toBeNull();
    const logs = { flow_run_id: { any_: [flowRun.id, other.id] } };
    expect((await server.post("/logs/filter", { logs })).body).toMatchObject([{ flow_run_id: other.id }]);
  });

  test("flows are listed by name, filtered, sorted, counted and paged", async () => {
    const prefix = randomUUID().slice(0, 8);
    for (const letter of ["c", "a", "b"]) await create(`${prefix}-${letter}`, { tags: [letter, "all"] });
    const flows = { name: { like_: prefix.toUpperCase() } };
    const [a, b, c] = ["a", "b", "c"].map((letter) => `${prefix}-${letter}`);

    expect(names(await server.post("/flows/filter", { flows }))).toEqual([a, b, c]);
    expect(names(await server.post("/flows/filter", { flows, sort: "NAME_DESC" }))).toEqual([c, b, a]);
    expect(names(await server.post("/flows/filter", { flows, sort: "CREATED_DESC" }))).toEqual([b, a, c]);
    expect(names(await server.post("/flows/filter", { flows, limit: 1, offset: 1 }))).toEqual([b]);
    expect(
      names(await server.post("/flows/filter", { flows: { ...flows, tags: { all_: ["b", "all"] } } })),
    ).toEqual([b]);
    expect((await server.post("/flows/count", { flows })).body).toBe(3);
    const page = await server.post("/flows/paginate", { flows, limit: 2, page: 2 });
    expect(page.body).toMatchObject({ count: 3, limit: 2, pages: 2, page: 2 });
    expect(page.body.results.map((flow: { name: string }) => flow.name)).toEqual([c]);
  });

  test("flows are found by their runs", async () => {
    const flowRun = await createFlowRun(server);
    await createFlowRun(server);
    const found = await server.post("/flows/filter", { flow_runs: { id: { any_: [flowRun.id] } } });
    expect(found.body.map((flow: { id: string }) => flow.id)).toEqual([flowRun.flow_id]);
  });
});
