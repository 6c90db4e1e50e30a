import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { blockMaker, createBlockSchema, createBlockType } from "../../test/sample-blocks.ts";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const slugsOf = (answer: { body: { slug: string }[] }) => answer.body.map(({ slug }) => slug);
  const list = async (body: object) => slugsOf(await server.post("/block_types/filter", body));

  test("a block type is created, and read by its id and its slug", async () => {
    const slug = `type-${randomUUID()}`;
    const given = { name: `Type ${slug}`, slug, logo_url: "http://a/b.png", documentation_url: "http://a/b" };
    const created = await server.post("/block_types/", { ...given, description: "d", code_example: "c" });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      ...given,
      id: expect.any(String),
      created: expect.any(String),
      updated: expect.any(String),
      description: "d",
      code_example: "c",
      is_protected: false,
    });
    for (const path of [`/block_types/${created.body.id}`, `/block_types/slug/${slug}`]) {
      expect(await server.get(path)).toMatchObject({ status: 200, body: created.body });
    }
  });

  test("HTML in the texts of a new type is escaped, that of an update stays as it is", async () => {
    const { id } = await createBlockType(server, { description: `<b>"A" & 'B'</b>`, code_example: "a<b" });
    const { body } = await server.get(`/block_types/${id}`);
    expect(body).toMatchObject({
      description: `&lt;b&gt;"A" &amp; 'B'&lt;/b&gt;`,
      code_example: "a&lt;b",
    });
    expect((await server.call("PATCH", `/block_types/${id}`, { code_example: "a<b" })).status).toBe(204);
    expect((await server.get(`/block_types/${id}`)).body).toMatchObject({
      description: body.description,
      code_example: "a<b",
    });
  });

  test("a slug is given once, also when many ask for it at once", async () => {
    const slug = `type-${randomUUID()}`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => server.post("/block_types/", { name: `n${i}`, slug })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.detail).toContain(slug);
  });

  test("names that begin with Prefect are reserved, and slugs have small letters, digits and dashes", async () => {
    for (const name of ["Prefect", "prefect-x", "PREFECTx"]) {
      expect((await server.post("/block_types/", { name, slug: "x" })).status, name).toBe(403);
    }
    for (const slug of ["A", "a_b", "a b", "ä"]) {
      expect((await server.post("/block_types/", { name: "n", slug })).status, slug).toBe(422);
    }
    expect((await server.post("/block_types/", { name: "a/b", slug: "x" })).status).toBe(422);
    expect((await server.post("/block_types/", { name: "n", slug: "x", is_protected: true })).status).toBe(
      422,
    );
  });

  test("an update changes what is sent, and never the name or the slug", async () => {
    const type = await createBlockType(server, { description: "old", logo_url: "http://a" });
    await server.call("PATCH", `/block_types/${type.id}`, { description: "new", logo_url: null });
    const { body } = await server.get(`/block_types/${type.id}`);
    expect(body).toEqual({ ...type, description: "new", logo_url: null, updated: expect.any(String) });
    expect(body.updated > (type as unknown as { updated: string }).updated).toBe(true);
    expect((await server.call("PATCH", `/block_types/${type.id}`, { name: "other" })).status).toBe(422);
  });

  test("a deleted type takes its schemas and documents with it", async () => {
    const { type, schema, create } = await blockMaker(server);
    const document = await create({});
    expect((await server.call("DELETE", `/block_types/${type.id}`)).status).toBe(204);
    for (const path of ["block_types", "block_schemas", "block_documents"] as const) {
      const id = { block_types: type.id, block_schemas: schema.id, block_documents: document.id }[path];
      expect((await server.get(`/${path}/${id}`)).status, path).toBe(404);
    }
  });

  test("the types that clients rely on are there from the start, and cannot be deleted", async () => {
    for (const slug of ["secret", "webhook", "local-file-system"]) {
      const { body } = await server.get(`/block_types/slug/${slug}`);
      expect(body).toMatchObject({ slug, is_protected: true });
      const answer = await server.call("DELETE", `/block_types/${body.id}`);
      expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining(slug) } });
    }
    expect((await server.get("/block_types/slug/slack-webhook")).body.is_protected).toBe(false);
  });

  test("types are listed by name, page by page, filtered by name and slug and by what their schemas can do", async () => {
    const prefix = `p${randomUUID().slice(0, 8)}`;
    const [b, a, c] = [
      await createBlockType(server, { name: `${prefix} b` }),
      await createBlockType(server, { name: `${prefix} a` }),
      await createBlockType(server, { name: `${prefix} C` }),
    ];
    await createBlockSchema(server, a, { capabilities: ["fly", "swim"] });
    await createBlockSchema(server, b, { capabilities: ["fly"] });
    const block_types = { name: { like_: prefix.toUpperCase() } };
    expect(await list({ block_types })).toEqual([c.slug, a.slug, b.slug]);
    expect(await list({ block_types, limit: 1, offset: 1 })).toEqual([a.slug]);
    expect(await list({ block_types: { slug: { any_: [b.slug, a.slug] } } })).toEqual([a.slug, b.slug]);
    const able = (all_: string[]) => ({ block_types, block_schemas: { block_capabilities: { all_ } } });
    expect(await list(able(["fly"]))).toEqual([a.slug, b.slug]);
    expect(await list(able(["fly", "swim"]))).toEqual([a.slug]);
    expect(await list(able(["dive"]))).toEqual([]);
    expect((await server.post("/block_types/filter", { limit: 201 })).status).toBe(422);
  });

  test("each change is told in an event with the type as it then was", async () => {
    const type = await createBlockType(server, { description: "d" });
    await server.call("PATCH", `/block_types/${type.id}`, { description: "e" });
    await server.call("DELETE", `/block_types/${type.id}`);
    const events = await eventsOf(server, `prefect.block-type.${type.id}`);
    expect(events.map(({ event, payload }) => [event, payload.description])).toEqual([
      ["prefect.block-type.created", "d"],
      ["prefect.block-type.updated", "e"],
      ["prefect.block-type.deleted", "e"],
    ]);
    expect(events[0]).toMatchObject({
      resource: { "prefect.resource.name": type.name },
      payload: { name: type.name, slug: type.slug, is_protected: false },
    });
  });

  test("an unknown type is 404 for every call", async () => {
    for (const [method, path, body] of [
      ["GET", `/block_types/${newId()}`, undefined],
      ["GET", "/block_types/slug/nobody", undefined],
      ["GET", "/block_types/slug/nobody/block_documents", undefined],
      ["GET", "/block_types/slug/nobody/block_documents/name/x", undefined],
      ["PATCH", `/block_types/${newId()}`, { description: "d" }],
      ["DELETE", `/block_types/${newId()}`, undefined],
    ] as const) {
      expect(await server.call(method, path, body), path).toMatchObject({
        status: 404,
        body: { detail: expect.any(String) },
      });
    }
  });
});
