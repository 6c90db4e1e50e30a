import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const newTag = () => `tag-${randomUUID()}`;
  const create = async (limit = 2, tag = newTag()) => {
    const { body } = await server.post("/concurrency_limits/", { tag, concurrency_limit: limit });
    return body as { id: string; tag: string };
  };
  const path = (tag: string) => `/concurrency_limits/tag/${encodeURIComponent(tag)}`;
  const holdersOf = async (tag: string) => (await server.get(path(tag))).body.active_slots;
  const take = (names: string[], task_run_id: string) =>
    server.post("/concurrency_limits/increment", { names, task_run_id });
  const release = (names: string[], task_run_id: string) =>
    server.post("/concurrency_limits/decrement", { names, task_run_id });
  const asConcurrencyLimit = (tag: string) =>
    server.get(`/v2/concurrency_limits/${encodeURIComponent(`tag:${tag}`)}`);

  test("a tag's limit is created once, and changed after that", async () => {
    const tag = newTag();
    const created = await server.post("/concurrency_limits/", { tag, concurrency_limit: 1 });
    expect(created).toMatchObject({ status: 201, body: { tag, concurrency_limit: 1, active_slots: [] } });
    const changed = await server.post("/concurrency_limits/", { tag, concurrency_limit: 3 });
    expect(changed).toMatchObject({ status: 200, body: { id: created.body.id, concurrency_limit: 3 } });
    expect((await server.get(`/concurrency_limits/${created.body.id}`)).body).toEqual(changed.body);
    expect((await server.get(path(tag))).body).toEqual(changed.body);
  });

  test("what is limited by tag is limited by name, and the other way around", async () => {
    const { tag, id } = await create(2);
    expect((await asConcurrencyLimit(tag)).body).toMatchObject({ id, name: `tag:${tag}`, limit: 2 });
    const other = newTag();
    await server.post("/v2/concurrency_limits/", { name: `tag:${other}`, limit: 4 });
    expect((await server.get(path(other))).body).toMatchObject({ tag: other, concurrency_limit: 4 });
  });

  test("a tag may have any characters", async () => {
    const tag = `a/b & 100% äöü ${randomUUID()}`;
    const { id } = await create(1, tag);
    expect((await server.get(path(tag))).body).toMatchObject({ id, tag });
  });

  test("a task run holds one slot however often it asks, until it gives it back", async () => {
    const { tag, id } = await create(1);
    const [first, second] = [newId(), newId()];
    for (let i = 0; i < 2; i++) {
      expect(await take([tag, "nobody"], first)).toMatchObject({
        status: 200,
        body: [{ id, name: `tag:${tag}`, limit: 1 }],
      });
    }
    expect(await holdersOf(tag)).toEqual([first]);
    expect((await asConcurrencyLimit(tag)).body.active_slots).toBe(1);
    const refused = await take([tag], second);
    expect(refused).toMatchObject({ status: 423, body: { detail: "Locked" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await release([tag], second)).toMatchObject({ status: 200, body: [{ id }] });
    expect(await holdersOf(tag)).toEqual([first]);
    await release([tag, "nobody"], first);
    expect(await holdersOf(tag)).toEqual([]);
    expect((await take([tag], second)).status).toBe(200);
  });

  test("slots of several tags are taken together or not at all", async () => {
    const [free, full] = [await create(1), await create(1)];
    const taskRunId = newId();
    await take([full.tag], newId());
    expect((await take([free.tag, full.tag], taskRunId)).status).toBe(423);
    expect(await holdersOf(free.tag)).toEqual([]);
  });

  test("slots of some tags can be given back while those of others stay", async () => {
    const [a, b] = [await create(1), await create(1)];
    const taskRunId = newId();
    await take([a.tag, b.tag], taskRunId);
    await release([a.tag], taskRunId);
    expect(await holdersOf(a.tag)).toEqual([]);
    expect(await holdersOf(b.tag)).toEqual([taskRunId]);
    await release([b.tag], taskRunId);
    expect((await take([b.tag], newId())).status).toBe(200);
  });

  test("a limit of 0 lets nobody in, and advises nobody to come back", async () => {
    const { tag } = await create(0);
    const answer = await take([tag], newId());
    expect(answer).toMatchObject({ status: 423, body: { detail: expect.stringContaining(tag) } });
    expect(answer.headers.get("retry-after")).toBeNull();
  });

  test("a reset gives the slots to those it names alone", async () => {
    const { tag } = await create(3);
    const [lost, named] = [newId(), newId()];
    await take([tag], lost);
    await server.post("/v2/concurrency_limits/increment", { slots: 1, names: [`tag:${tag}`] });
    const reset = (body: object) => server.post(`${path(tag)}/reset`, body);
    expect(await reset({ slot_override: [named, named] })).toMatchObject({ status: 200, body: null });
    expect(await holdersOf(tag)).toEqual([named]);
    expect((await asConcurrencyLimit(tag)).body.active_slots).toBe(1);
    expect((await reset({ slot_override: null })).status).toBe(200);
    expect(await holdersOf(tag)).toEqual([]);
    expect((await asConcurrencyLimit(tag)).body.active_slots).toBe(0);
  });

  test("the limits of tags are listed by tag, without others", async () => {
    const prefix = `!${randomUUID()}`;
    for (const letter of ["b", "a"]) await create(1, `${prefix}-${letter}`);
    await server.post("/v2/concurrency_limits/", { name: `tagged:${prefix}`, limit: 1 });
    const { body } = await server.post("/concurrency_limits/filter", {});
    const tags = body.map(({ tag }: { tag: string }) => tag);
    expect(tags.filter((tag: string) => tag.includes(prefix))).toEqual([`${prefix}-a`, `${prefix}-b`]);
    const offset = tags.indexOf(`${prefix}-b`);
    const page = await server.post("/concurrency_limits/filter", { limit: 1, offset });
    expect(page.body).toEqual([body[offset]]);
  });

  test("a deleted limit holds nobody up", async () => {
    const [first, second] = [await create(1), await create(1)];
    await take([first.tag], newId());
    expect(await server.call("DELETE", path(first.tag))).toMatchObject({ status: 200, body: null });
    expect((await server.call("DELETE", `/concurrency_limits/${second.id}`)).status).toBe(200);
    expect((await server.get(path(first.tag))).status).toBe(404);
    expect((await take([first.tag, second.tag], newId())).status).toBe(200);
  });

  test("a limit that is not there, or not a tag's, is 404 for every call", async () => {
    const name = `limit-${randomUUID()}`;
    const { body: other } = await server.post("/v2/concurrency_limits/", { name, limit: 1 });
    for (const id of [newId(), other.id]) {
      for (const method of ["GET", "DELETE"]) {
        expect((await server.call(method, `/concurrency_limits/${id}`)).status).toBe(404);
      }
    }
    for (const [method, url] of [
      ["GET", path("nobody")],
      ["DELETE", path("nobody")],
      ["POST", `${path("nobody")}/reset`],
    ] as const) {
      const answer = await server.call(method, url, method === "POST" ? {} : undefined);
      expect(answer, `${method} ${url}`).toMatchObject({ status: 404, body: { detail: /./ } });
    }
    expect((await server.get(`/v2/concurrency_limits/${other.id}`)).status).toBe(200);
  });
});
