import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { blockMaker, createBlockSchema, createBlockType, dataOf } from "../../test/sample-blocks.ts";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const MASK = "********";

onEachServer((server) => {
  const patch = (id: string, body: object) => server.call("PATCH", `/block_documents/${id}`, body);

  test("a document is created, and read with its schema and type by its id and its name", async () => {
    const { type, schema, request } = await blockMaker(server, { secrets: ["pw"], capabilities: ["fly"] });
    const created = await server.post(
      "/block_documents/",
      request({ pw: "hush", x: [1, null] }, { name: "b-1" }),
    );
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(String),
      created: expect.any(String),
      updated: expect.any(String),
      name: "b-1",
      data: { pw: MASK, x: [1, null] },
      block_schema_id: schema.id,
      block_schema: schema,
      block_type_id: type.id,
      block_type_name: type.name,
      block_type: type,
      block_document_references: {},
      is_anonymous: false,
    });
    const byName = `/block_types/slug/${type.slug}/block_documents/name/b-1`;
    for (const path of [`/block_documents/${created.body.id}`, byName]) {
      expect(await server.get(path)).toMatchObject({ status: 200, body: created.body });
      const { body } = await server.get(`${path}?include_secrets=true`);
      expect(body).toEqual({ ...created.body, data: { pw: "hush", x: [1, null] } });
    }
  });

  test("data keep the spelling of their numbers, and any text", async () => {
    const { type, schema } = await blockMaker(server);
    const data = '{"a":1.0,"b":[1e-07,12345678901234567890],"c":"\\u0000\\ud800"}';
    const text = `{"name":"n","block_type_id":"${type.id}","block_schema_id":"${schema.id}","data":${data}}`;
    const { body } = await server.post("/block_documents/", text, { "content-type": "application/json" });
    const answer = await fetch(`${server.apiUrl}/block_documents/${body.id}`);
    expect(await answer.text()).toContain(`"data":${data}`);
  });

  test("a name is given once for each type, also when many ask for it at once", async () => {
    const [one, other] = [await blockMaker(server), await blockMaker(server)];
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => server.post("/block_documents/", one.request({}, { name: "same" }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toContain("same");
    expect((await server.post("/block_documents/", other.request({}, { name: "same" }))).status).toBe(201);
  });

  test("a document needs a name unless it is anonymous, and is then given one", async () => {
    const { request, create } = await blockMaker(server);
    const nameless = await server.post("/block_documents/", request({}, { name: null }));
    expect(nameless).toMatchObject({ status: 422, body: { detail: expect.stringContaining("name") } });
    const anonymous = await create({}, { name: null, is_anonymous: true });
    expect(anonymous).toMatchObject({
      name: expect.stringMatching(/^anonymous-[0-9a-f-]{36}$/),
      is_anonymous: true,
    });
    expect(await create({}, { name: "named", is_anonymous: true })).toMatchObject({ name: "named" });
    for (const name of ["A", "a_b", "a b"]) {
      expect((await server.post("/block_documents/", request({}, { name }))).status, name).toBe(422);
    }
  });

  test("a document of an unknown schema, or of one of another type, is refused", async () => {
    const [one, other] = [await blockMaker(server), await blockMaker(server)];
    for (const own of [
      { block_schema_id: newId() },
      { block_type_id: newId() },
      { block_schema_id: other.schema.id },
    ]) {
      expect((await server.post("/block_documents/", one.request({}, own))).status).toBe(409);
    }
  });

  describe("an update", () => {
    test("merges the given fields into the data, or replaces them", async () => {
      const { create } = await blockMaker(server, { secrets: ["pw"] });
      const { id } = await create({ pw: "hush", deep: { a: 1, b: 2 }, x: 1 });
      expect((await patch(id, { data: { deep: { a: 3 }, y: null } })).status).toBe(204);
      expect(await dataOf(server, id)).toEqual({ pw: "hush", deep: { a: 3 }, x: 1, y: null });
      await patch(id, { data: { z: 1 }, merge_existing_data: false });
      expect(await dataOf(server, id)).toEqual({ z: 1 });
    });

    test("keeps the stored secret where its mask is sent back", async () => {
      const { create } = await blockMaker(server, { secrets: ["pw", "all.*", "list.pw"] });
      const secret = { pw: "hush", all: { a: "1", b: { c: 2 } }, list: [{ pw: "l" }] };
      const { id } = await create(secret);
      const { body } = await server.get(`/block_documents/${id}`);
      expect(body.data).toEqual({ pw: MASK, all: { a: MASK, b: { c: MASK } }, list: [{ pw: MASK }] });
      await patch(id, { data: body.data, merge_existing_data: false });
      expect(await dataOf(server, id)).toEqual(secret);
      await patch(id, { data: { ...body.data, all: { a: "new", b: { c: MASK } } } });
      expect(await dataOf(server, id)).toEqual({ ...secret, all: { a: "new", b: { c: 2 } } });
    });

    test("without data changes none, and may move to another schema of the type", async () => {
      const { type, schema, create } = await blockMaker(server);
      const next = await createBlockSchema(server, type, { version: "2" });
      const { id } = await create({ x: 1 });
      expect((await patch(id, { block_schema_id: next.id })).status).toBe(204);
      const { body } = await server.get(`/block_documents/${id}`);
      expect(body).toMatchObject({
        data: { x: 1 },
        block_schema_id: next.id,
        block_schema: { version: "2" },
      });
      await patch(id, { block_schema_id: null, data: { x: 2 } });
      expect((await server.get(`/block_documents/${id}`)).body).toMatchObject({ block_schema_id: next.id });
      await patch(id, { block_schema_id: schema.id });
      const other = await blockMaker(server);
      expect((await patch(id, { block_schema_id: other.schema.id })).status).toBe(400);
      expect((await patch(id, { block_schema_id: newId() })).status).toBe(409);
      expect((await patch(id, { name: "x" })).status).toBe(422);
    });

    test("by many at once leaves what each of them gave", async () => {
      const { create } = await blockMaker(server);
      const { id } = await create({});
      const fields = Array.from({ length: 12 }, (_, i) => `f${i}`);
      await Promise.all(fields.map((field) => patch(id, { data: { [field]: 1 } })));
      expect(Object.keys(await dataOf(server, id)).sort()).toEqual(fields.sort());
    });
  });

  test("a deleted document is gone", async () => {
    const { create } = await blockMaker(server);
    const { id } = await create({});
    expect((await server.call("DELETE", `/block_documents/${id}`)).status).toBe(204);
    expect((await server.get(`/block_documents/${id}`)).status).toBe(404);
  });

  test("documents are listed by name or by type and name, filtered and counted, without anonymous ones", async () => {
    const types = await Promise.all(
      ["b", "a"].map((letter) => createBlockType(server, { name: letter + randomUUID() })),
    );
    const prefix = `p${randomUUID().slice(0, 8)}`;
    for (const [place, type] of types.entries()) {
      const schema = await createBlockSchema(server, type, {
        secrets: ["pw"],
        capabilities: [`cap-${place}`],
      });
      for (const letter of ["y", "x"]) {
        await server.post("/block_documents/", {
          name: `${prefix}-${letter}${place}`,
          data: { pw: "hush" },
          block_schema_id: schema.id,
          block_type_id: type.id,
          is_anonymous: letter === "y" && place === 1,
        });
      }
    }
    const [x0, x1, y0, y1] = ["x0", "x1", "y0", "y1"].map((end) => `${prefix}-${end}`);
    const name = { like_: prefix };
    const list = async (body: object) =>
      (await server.post("/block_documents/filter", body)).body.map((one: { name: string }) => one.name);
    const everything = { name, is_anonymous: null };
    expect(await list({ block_documents: { name } })).toEqual([x0, x1, y0]);
    expect(await list({ block_documents: everything })).toEqual([x0, x1, y0, y1]);
    expect(await list({ block_documents: { name, is_anonymous: { eq_: true } } })).toEqual([y1]);
    expect(await list({ block_documents: everything, sort: "NAME_DESC" })).toEqual([y1, y0, x1, x0]);
    expect(await list({ block_documents: everything, sort: "BLOCK_TYPE_AND_NAME_ASC" })).toEqual([
      x1,
      y1,
      x0,
      y0,
    ]);
    expect(await list({ block_documents: { name }, sort: null, offset: null, limit: 1 })).toEqual([x0]);
    expect(await list({ block_documents: { name }, limit: 1, offset: 1 })).toEqual([x1]);
    expect(await list({ block_documents: { name: { any_: [x1, y0] } } })).toEqual([x1, y0]);
    expect(await list({ block_documents: { block_type_id: { any_: [types[0]!.id] } } })).toEqual([x0, y0]);
    expect(await list({ block_documents: null, block_types: { slug: { any_: [types[0]!.slug] } } })).toEqual([
      x0,
      y0,
    ]);
    const able = { block_schemas: { block_capabilities: { all_: ["cap-1"] } } };
    expect(await list({ block_documents: everything, ...able })).toEqual([x1, y1]);
    expect((await server.post("/block_documents/count", { block_documents: { name } })).body).toBe(3);
    expect((await server.post("/block_documents/count", { block_documents: everything, ...able })).body).toBe(
      2,
    );
    const dataIn = async (body: object) =>
      (await server.post("/block_documents/filter", { block_documents: { name }, limit: 1, ...body })).body[0]
        .data;
    expect([await dataIn({}), await dataIn({ include_secrets: true })]).toEqual([
      { pw: MASK },
      { pw: "hush" },
    ]);
    const ofType = `/block_types/slug/${types[1]!.slug}/block_documents`;
    expect((await server.get(ofType)).body).toMatchObject([{ name: x1, data: { pw: MASK } }]);
    expect((await server.get(`${ofType}?include_secrets=true`)).body).toMatchObject([
      { data: { pw: "hush" } },
    ]);
  });

  test("what becomes of a named document is told in events, its secrets and other values than texts are not", async () => {
    const { type, schema, create } = await blockMaker(server, { secrets: ["pw"], capabilities: ["fly"] });
    const { id, name } = await create({ pw: "hush", url: "http://x", n: 5, deep: { text: "no" } });
    await patch(id, { data: { url: "http://y", pw: "other" } });
    await server.call("DELETE", `/block_documents/${id}`);
    const events = await eventsOf(server, `prefect.block-document.${id}`);
    expect(events.map(({ event, payload }) => [event, payload.data])).toEqual([
      ["prefect.block-document.created", { url: "http://x" }],
      ["prefect.block-document.updated", { url: "http://y" }],
      ["prefect.block-document.deleted", { url: "http://y" }],
    ]);
    expect(events[0]).toEqual({
      event: "prefect.block-document.created",
      resource: { "prefect.resource.id": `prefect.block-document.${id}`, "prefect.resource.name": name },
      related: [
        {
          "prefect.resource.id": `prefect.block-type.${type.id}`,
          "prefect.resource.name": type.name,
          "prefect.resource.role": "block-type",
        },
        {
          "prefect.resource.id": `prefect.block-schema.${schema.id}`,
          "prefect.resource.role": "block-schema",
        },
      ],
      payload: {
        name,
        data: { url: "http://x" },
        block_schema: { capabilities: ["fly"], block_type: { id: type.id, name: type.name } },
      },
    });
  });

  test("of an anonymous document no event tells", async () => {
    const { create } = await blockMaker(server);
    const { id } = await create({}, { is_anonymous: true });
    await patch(id, { data: { x: 1 } });
    await server.call("DELETE", `/block_documents/${id}`);
    expect(await eventsOf(server, `prefect.block-document.${id}`)).toEqual([]);
  });

  test("an unknown document is 404 for every call", async () => {
    const { type } = await blockMaker(server);
    for (const [method, path, body] of [
      ["GET", `/block_documents/${newId()}`, undefined],
      ["GET", `/block_types/slug/${type.slug}/block_documents/name/nobody`, undefined],
      ["PATCH", `/block_documents/${newId()}`, { data: {} }],
      ["DELETE", `/block_documents/${newId()}`, undefined],
    ] as const) {
      expect(await server.call(method, path, body), path).toMatchObject({
        status: 404,
        body: { detail: expect.any(String) },
      });
    }
  });
});
