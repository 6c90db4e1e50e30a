import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { createFlowRun, eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const newKey = () => `k-${randomUUID()}`;
  const create = async (own: object = {}) =>
    (await server.post("/artifacts/", { type: "markdown", data: "# Hi", ...own })).body;
  const latestOf = (key: string) => server.get(`/artifacts/${key}/latest`);

  test("an artifact is created and read by its id", async () => {
    const flowRun = await createFlowRun(server);
    const given = {
      key: newKey(),
      type: "table",
      description: "A table",
      data: [{ a: 1, b: null }],
      metadata_: { source: "test" },
      flow_run_id: flowRun.id,
      task_run_id: newId(),
    };
    const created = await server.post("/artifacts/", given);
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...given,
      id: expect.any(String),
      created: expect.stringMatching(/Z$/),
      updated: expect.stringMatching(/Z$/),
    });
    expect(await server.get(`/artifacts/${created.body.id}`)).toMatchObject({
      status: 200,
      body: created.body,
    });
  });

  test("an artifact needs nothing, and its data may be any JSON", async () => {
    for (const body of [{}, { data: null, key: null }, { data: 0 }, { data: [] }, { data: "\0 \ud800" }]) {
      const { status, body: artifact } = await server.post("/artifacts/", body);
      expect(status).toBe(201);
      const read = await server.get(`/artifacts/${artifact.id}`);
      expect(read.body).toMatchObject({ key: null, type: null, data: body.data ?? null, metadata_: null });
    }
  });

  test("data keep the spelling of their numbers", async () => {
    const headers = { "content-type": "application/json" };
    const { body } = await server.post("/artifacts/", '{"data":[1.0,1,1e-07]}', headers);
    const answer = await fetch(`${server.apiUrl}/artifacts/${body.id}`);
    expect(await answer.text()).toContain('"data":[1.0,1,1e-07]');
  });

  test("a key has small letters, digits and dashes; metadata are text, and long ones are cut", async () => {
    for (const body of [
      { key: "A" },
      { key: "a_b" },
      { key: "a b" },
      { metadata_: { a: 1 } },
      { other: 1 },
    ]) {
      expect((await server.post("/artifacts/", body)).status, JSON.stringify(body)).toBe(422);
    }
    const { metadata_ } = await create({ metadata_: { short: "x".repeat(500), long: "x".repeat(501) } });
    expect(metadata_).toEqual({ short: "x".repeat(500), long: `${"x".repeat(500)}...` });
  });

  test("the newest artifact of a key is its latest, under the id of the key's collection", async () => {
    const key = newKey();
    const first = await create({ key });
    const before = await latestOf(key);
    const second = await create({ key, data: "# Again" });
    const { status, body } = await latestOf(key);
    expect(status).toBe(200);
    expect(body).toEqual({ ...second, id: before.body.id, created: first.created, updated: second.updated });
    expect([first.id, second.id]).not.toContain(body.id);
    const { body: collections } = await server.post("/artifacts/latest/filter", {
      artifacts: { key: { any_: [key] } },
    });
    expect(collections).toEqual([{ ...body, latest_id: second.id }]);
    expect(Object.keys(body)).not.toContain("latest_id");
  });

  test("artifacts of one key created at once make one collection", async () => {
    const key = newKey();
    const created = await Promise.all(Array.from({ length: 12 }, (_, data) => create({ key, data })));
    const artifacts = { key: { any_: [key] } };
    expect((await server.post("/artifacts/count", { artifacts })).body).toBe(12);
    expect((await server.post("/artifacts/latest/count", { artifacts })).body).toBe(1);
    const [collection] = (await server.post("/artifacts/latest/filter", { artifacts })).body;
    expect(created.map(({ id }) => id)).toContain(collection.latest_id);
  });

  test("an update changes what is sent, on the artifact and on its key where it is the latest", async () => {
    const key = newKey();
    const first = await create({ key, description: "old" });
    const second = await create({ key, description: "old" });
    expect((await server.call("PATCH", `/artifacts/${first.id}`, { data: "changed" })).status).toBe(204);
    expect((await latestOf(key)).body.data).toBe("# Hi");
    await server.call("PATCH", `/artifacts/${second.id}`, { data: 5, metadata_: { a: "b" } });
    expect((await latestOf(key)).body).toMatchObject({ data: 5, metadata_: { a: "b" }, description: "old" });
    await server.call("PATCH", `/artifacts/${second.id}`, { data: null, description: null });
    const { body } = await server.get(`/artifacts/${second.id}`);
    expect(body).toMatchObject({ data: null, description: null, metadata_: { a: "b" }, type: "markdown" });
    expect((await latestOf(key)).body.updated).toBe(body.updated);
    expect((await server.call("PATCH", `/artifacts/${second.id}`, { key: "other" })).status).toBe(422);
  });

  test("when the latest is deleted, the newest of the others takes its place; the last takes the key with it", async () => {
    const key = newKey();
    const [first, second, third] = [
      await create({ key, data: 1 }),
      await create({ key, data: 2 }),
      await create({ key, data: 3 }),
    ];
    const { body: collection } = await latestOf(key);
    const remove = async (id: string) =>
      expect((await server.call("DELETE", `/artifacts/${id}`)).status).toBe(204);
    await remove(third.id);
    expect((await latestOf(key)).body).toMatchObject({ id: collection.id, data: 2 });
    await remove(first.id);
    expect((await latestOf(key)).body).toMatchObject({ data: 2 });
    await remove(second.id);
    expect((await latestOf(key)).status).toBe(404);
    const artifacts = { key: { any_: [key] } };
    expect((await server.post("/artifacts/latest/count", { artifacts })).body).toBe(0);
  });

  test("what becomes of a key is told in events", async () => {
    const key = newKey();
    const [flow_run_id, task_run_id] = [newId(), newId()];
    const first = await create({ key, data: 1 });
    const second = await create({ key, data: 2, description: "d", flow_run_id, task_run_id });
    const { body: collection } = await latestOf(key);
    await server.call("PATCH", `/artifacts/${first.id}`, { data: 7 });
    await server.call("PATCH", `/artifacts/${second.id}`, { data: 3 });
    await server.call("DELETE", `/artifacts/${second.id}`);
    await server.call("DELETE", `/artifacts/${first.id}`);
    const events = await eventsOf(server, `prefect.artifact-collection.${collection.id}`);
    expect(events.map(({ event, payload }) => [event, payload.data])).toEqual([
      ["prefect.artifact-collection.created", 1],
      ["prefect.artifact-collection.updated", 2],
      ["prefect.artifact-collection.updated", 3],
      ["prefect.artifact-collection.updated", 7],
      ["prefect.artifact-collection.deleted", 7],
    ]);
    expect(events[1]).toEqual({
      event: "prefect.artifact-collection.updated",
      resource: {
        "prefect.resource.id": `prefect.artifact-collection.${collection.id}`,
        "prefect.resource.name": key,
      },
      related: [
        { "prefect.resource.id": `prefect.artifact.${second.id}`, "prefect.resource.role": "latest" },
        { "prefect.resource.id": `prefect.flow-run.${flow_run_id}`, "prefect.resource.role": "flow-run" },
        { "prefect.resource.id": `prefect.task-run.${task_run_id}`, "prefect.resource.role": "task-run" },
      ],
      payload: { key, type: "markdown", data: 2, description: "d" },
    });
  });

  test("an event leaves out data too large for its readers", async () => {
    const key = newKey();
    await create({ key, data: "x".repeat(1_000_001) });
    const { body: collection } = await latestOf(key);
    const [event] = await eventsOf(server, `prefect.artifact-collection.${collection.id}`);
    expect(event!.payload).toMatchObject({ key, data: null });
    expect(collection.data).toHaveLength(1_000_001);
  });

  test("an unknown artifact is 404 for every call", async () => {
    for (const [method, path, body] of [
      ["GET", `/artifacts/${newId()}`, undefined],
      ["GET", "/artifacts/no-such-key/latest", undefined],
      ["PATCH", `/artifacts/${newId()}`, { data: 1 }],
      ["DELETE", `/artifacts/${newId()}`, undefined],
    ] as const) {
      const answer = await server.call(method, path, body);
      expect(answer, path).toMatchObject({ status: 404, body: { detail: expect.any(String) } });
    }
  });
});
