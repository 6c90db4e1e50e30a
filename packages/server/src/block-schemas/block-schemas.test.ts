import { randomUUID } from "node:crypto";
import { newId } from "@reeve/protocol";
import { describe, expect, test } from "vitest";
import { blockMaker, createBlockSchema, createBlockType } from "../../test/sample-blocks.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { SYSTEM_BLOCK_TYPES } from "./system-block-types.ts";

onEachServer((server) => {
  const JSON_HEADERS = { "content-type": "application/json" };

  test("a schema is created once for each version of its fields, whatever it can do", async () => {
    const type = await createBlockType(server);
    const post = (own: object) =>
      server.post("/block_schemas/", { fields: { title: type.slug }, block_type_id: type.id, ...own });
    const first = await post({ capabilities: ["b", "a"] });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      id: expect.any(String),
      created: expect.any(String),
      updated: expect.any(String),
      checksum: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      fields: { title: type.slug, block_schema_references: {} },
      block_type_id: type.id,
      block_type: type,
      capabilities: ["b", "a"],
      version: "non-versioned",
    });
    expect(await post({ capabilities: ["other"] })).toMatchObject({ status: 200, body: first.body });
    const second = await post({ version: "2.0" });
    expect(second).toMatchObject({ status: 201, body: { checksum: first.body.checksum, version: "2.0" } });
    expect(second.body.id).not.toBe(first.body.id);
  });

  test("a schema created by many at once is one schema, new to one of them", async () => {
    const type = await createBlockType(server);
    const body = { fields: { title: type.slug }, block_type_id: type.id };
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.post("/block_schemas/", body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  test("fields come back with their numbers as they were spelled", async () => {
    const type = await createBlockType(server);
    const fields = `"title":"${type.slug}","default":1.0,"small":1e-07,"whole":1`;
    const { body } = await server.post(
      "/block_schemas/",
      `{"block_type_id":"${type.id}","fields":{${fields}}}`,
      JSON_HEADERS,
    );
    const answer = await fetch(`${server.apiUrl}/block_schemas/${body.id}`);
    expect(await answer.text()).toContain(`"fields":{${fields},`);
  });

  test("a schema is found by its id and by its checksum, the newest unless a version is asked for", async () => {
    const type = await createBlockType(server);
    const old = await createBlockSchema(server, type, { version: "1" });
    const newer = await createBlockSchema(server, type, { version: "2" });
    const find = (query = "") => server.get(`/block_schemas/checksum/${old.checksum}${query}`);
    expect((await server.get(`/block_schemas/${old.id}`)).body.version).toBe("1");
    expect((await find()).body.id).toBe(newer.id);
    expect((await find("?version=1")).body.id).toBe(old.id);
    expect((await find("?version=3")).status).toBe(404);
    expect((await server.get("/block_schemas/checksum/sha256:0")).status).toBe(404);
  });

  test("schemas are listed from the newest and filtered", async () => {
    const type = await createBlockType(server);
    const first = await createBlockSchema(server, type, { version: "1", capabilities: ["x", "y"] });
    const second = await createBlockSchema(server, type, { version: "2", capabilities: ["x"] });
    const list = async (own: object, page: object = {}) => {
      const block_schemas = { block_type_id: { any_: [type.id] }, ...own };
      const { body } = await server.post("/block_schemas/filter", { block_schemas, ...page });
      return body.map(({ id }: { id: string }) => id);
    };
    expect(await list({})).toEqual([second.id, first.id]);
    expect(await list({}, { limit: 1, offset: 1 })).toEqual([first.id]);
    expect(await list({ block_capabilities: { all_: ["x", "y"] } })).toEqual([first.id]);
    expect(await list({ block_capabilities: { all_: [] } })).toEqual([second.id, first.id]);
    expect(await list({ version: { any_: ["2"] } })).toEqual([second.id]);
    expect(await list({ id: { any_: [first.id] } })).toEqual([first.id]);
    const { body: all } = await server.post("/block_schemas/filter", { block_schemas: null, limit: 1 });
    expect(all).toHaveLength(1);
  });

  test("the capabilities of all schemas are listed once", async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await createBlockSchema(server, await createBlockType(server), { capabilities: [two, one] });
    await createBlockSchema(server, await createBlockType(server), { capabilities: [two] });
    const { body } = await server.get("/block_capabilities/");
    expect(body.filter((word: string) => word === one || word === two).sort()).toEqual([one, two].sort());
    expect(body).toEqual(expect.arrayContaining(["notify", "read-path", "write-path"]));
  });

  test("a deleted schema takes its documents with it; one of a protected type stays", async () => {
    const { schema, create } = await blockMaker(server);
    const document = await create({});
    expect((await server.call("DELETE", `/block_schemas/${schema.id}`)).status).toBe(204);
    expect((await server.get(`/block_documents/${document.id}`)).status).toBe(404);
    const { body: secret } = await server.get("/block_types/slug/secret");
    const block_schemas = { block_type_id: { any_: [secret.id] } };
    const [kept] = (await server.post("/block_schemas/filter", { block_schemas })).body;
    expect(await server.call("DELETE", `/block_schemas/${kept.id}`)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("secret") },
    });
  });

  test("an unknown schema, or one of an unknown type, is 404", async () => {
    expect((await server.get(`/block_schemas/${newId()}`)).status).toBe(404);
    expect((await server.call("DELETE", `/block_schemas/${newId()}`)).status).toBe(404);
    expect((await server.post("/block_schemas/", { block_type_id: newId() })).status).toBe(404);
  });

  describe("a schema of a block that holds other blocks", () => {
    const fieldsOf = (slug: string, own: object = {}) => ({
      title: `Title of ${slug}`,
      type: "object",
      block_type_slug: slug,
      block_schema_references: {},
      ...own,
    });
    const post = (type: { id: string }, fields: object) =>
      server.post("/block_schemas/", { fields, block_type_id: type.id });
    const reference = (type: { slug: string }, schema: { checksum: string }) => ({
      block_type_slug: type.slug,
      block_schema_checksum: schema.checksum,
    });

    test("names those of the others, which its definitions hold, however deep they are", async () => {
      const [inner, middle, outer] = [1, 2, 3].map(() => createBlockType(server));
      const types = { inner: await inner!, middle: await middle!, outer: await outer! };
      const innerFields = fieldsOf(types.inner.slug, { secret_fields: ["pw"] });
      const { body: innerSchema } = await post(types.inner, innerFields);
      const middleFields = fieldsOf(types.middle.slug, {
        properties: { inner: { $ref: "#/definitions/Inner" } },
        block_schema_references: { inner: reference(types.inner, innerSchema) },
      });
      const definitions = { Inner: innerFields };
      const { body: middleSchema } = await post(types.middle, { ...middleFields, definitions });
      const { body: outerSchema } = await post(types.outer, {
        ...fieldsOf(types.outer.slug),
        properties: { one: { $ref: "#/definitions/Middle" }, mode: { $ref: "#/definitions/Mode" } },
        block_schema_references: {
          one: reference(types.middle, middleSchema),
          either: [reference(types.inner, innerSchema), reference(types.middle, middleSchema)],
        },
        definitions: {
          Inner: innerFields,
          Middle: middleFields,
          Mode: { enum: ["a", "b"] },
          Unused: { type: "string" },
        },
      });
      const read = (await server.get(`/block_schemas/${outerSchema.id}`)).body.fields;
      expect(read.block_schema_references).toEqual({
        one: reference(types.middle, middleSchema),
        either: [reference(types.inner, innerSchema), reference(types.middle, middleSchema)],
      });
      expect(read.definitions).toEqual({
        Inner: innerFields,
        Middle: middleFields,
        Mode: { enum: ["a", "b"] },
      });
    });

    test("makes those that are not there of what it defines", async () => {
      const [kid, parent] = [await createBlockType(server), await createBlockType(server)];
      const kidFields = fieldsOf(kid.slug, { properties: { mode: { $ref: "#/definitions/Mode" } } });
      const Mode = { enum: ["a"] };
      const { status, body } = await post(parent, {
        ...fieldsOf(parent.slug, { properties: { kid: { $ref: "#/definitions/Kid" } } }),
        block_schema_references: { kid: { block_type_slug: kid.slug, block_schema_checksum: "sha256:0" } },
        definitions: { Kid: kidFields, Mode, Other: { enum: ["b"] } },
      });
      expect(status).toBe(201);
      const { body: made } = await server.post("/block_schemas/filter", {
        block_schemas: { block_type_id: { any_: [kid.id] } },
      });
      expect(made).toMatchObject([{ fields: { ...kidFields, definitions: { Mode } } }]);
      expect(made[0].fields.definitions).toEqual({ Mode });
      expect(body.fields.block_schema_references.kid.block_schema_checksum).toBe(made[0].checksum);
      // The checksum is that of the same schema registered by itself.
      const alone = await post(kid, { ...kidFields, definitions: { Mode } });
      expect(alone).toMatchObject({ status: 200, body: { id: made[0].id } });
    });

    test("is refused while a type of them is unknown, or a schema neither known nor defined", async () => {
      const [kid, parent] = [await createBlockType(server), await createBlockType(server)];
      const holding = (slug: string) => ({
        ...fieldsOf(parent.slug),
        block_schema_references: { kid: { block_type_slug: slug, block_schema_checksum: "sha256:0" } },
      });
      expect(await post(parent, holding("nobody"))).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining("nobody") },
      });
      expect(await post(parent, holding(kid.slug))).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining("sha256:0") },
      });
      expect(
        (
          await server.post("/block_schemas/filter", {
            block_schemas: { block_type_id: { any_: [parent.id] } },
          })
        ).body,
      ).toEqual([]);
    });

    test("is refused when definitions hold each other without end", async () => {
      const [a, b] = [await createBlockType(server), await createBlockType(server)];
      const holding = (own: string, slug: string) => ({
        ...fieldsOf(own),
        block_schema_references: { x: { block_type_slug: slug, block_schema_checksum: "sha256:0" } },
        properties: { x: { $ref: slug === a.slug ? "#/definitions/A" : "#/definitions/B" } },
      });
      const definitions = { A: holding(a.slug, b.slug), B: holding(b.slug, a.slug) };
      const answer = await post(a, { ...holding(a.slug, b.slug), definitions });
      expect(answer).toMatchObject({
        status: 422,
        body: { detail: expect.stringContaining("hold each other") },
      });
    });
  });

  describe("the block types that come with the server", () => {
    test("are there with their schemas, in the version that clients of it have", async () => {
      const { body: version } = await server.get("/admin/version");
      for (const { slug, capabilities, fields } of SYSTEM_BLOCK_TYPES) {
        const { body: type } = await server.get(`/block_types/slug/${slug}`);
        const block_schemas = { block_type_id: { any_: [type.id] } };
        const { body } = await server.post("/block_schemas/filter", { block_schemas });
        expect(body, slug).toMatchObject([{ version, capabilities, fields }]);
      }
    });

    test("come back as they were when they are installed again, and are not there twice", async () => {
      const { body: smb } = await server.get("/block_types/slug/smb");
      const { body: slack } = await server.get("/block_types/slug/slack-webhook");
      await server.call("DELETE", `/block_types/${smb.id}`);
      await server.call("PATCH", `/block_types/${slack.id}`, { description: "changed" });
      const answer = await server.post("/block_types/install_system_block_types", undefined);
      expect(answer).toMatchObject({ status: 200, body: null });
      expect((await server.get("/block_types/slug/smb")).body.description).toBe(smb.description);
      expect((await server.get(`/block_types/${slack.id}`)).body.description).toBe(slack.description);
      const { body: all } = await server.post("/block_schemas/filter", {});
      await server.restart();
      await server.post("/block_types/install_system_block_types", undefined);
      expect((await server.post("/block_schemas/filter", {})).body).toEqual(all);
    });
  });
});
