import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { blockMaker, dataOf, refer } from "../../test/sample-blocks.ts";
import { onEachServer } from "../../test/start-test-server.ts";

const MASK = "********";

onEachServer((server) => {
  const patch = (id: string, body: object) => server.call("PATCH", `/block_documents/${id}`, body);
  const namesHeld = async (id: string) =>
    Object.keys((await server.get(`/block_documents/${id}`)).body.block_document_references);

  test("a nested document's data stand in place of the reference to it, however deep", async () => {
    const [kids, parents] = [await blockMaker(server, { secrets: ["pw"] }), await blockMaker(server)];
    const kid = await kids.create({ pw: "hush", x: 1 });
    const parent = await parents.create({ kid: refer(kid), y: 2 });
    const grandparent = await parents.create({ a: refer(parent), b: refer(kid) });
    const { body } = await server.get(`/block_documents/${grandparent.id}`);
    const kidData = { pw: MASK, x: 1 };
    expect(body.data).toEqual({ a: { kid: kidData, y: 2 }, b: kidData });
    const kidSummary = {
      block_document: {
        id: kid.id,
        name: kid.name,
        block_type: kids.type,
        is_anonymous: false,
        block_document_references: {},
      },
    };
    expect(body.block_document_references).toEqual({
      a: {
        block_document: {
          id: parent.id,
          name: parent.name,
          block_type: parents.type,
          is_anonymous: false,
          block_document_references: { kid: kidSummary },
        },
      },
      b: kidSummary,
    });
    const open = { pw: "hush", x: 1 };
    expect(await dataOf(server, grandparent.id)).toEqual({ a: { kid: open, y: 2 }, b: open });
  });

  test("a nested document is masked by its own schema, and by that of the document around it", async () => {
    const [kids, parents] = [
      await blockMaker(server, { secrets: ["pw"] }),
      await blockMaker(server, { secrets: ["kid.x"] }),
    ];
    const parent = await parents.create({ kid: refer(await kids.create({ pw: "hush", x: "also", y: 1 })) });
    const { body } = await server.get(`/block_documents/${parent.id}`);
    expect(body.data).toEqual({ kid: { pw: MASK, x: MASK, y: 1 } });
  });

  test("a change of a nested document shows in those that hold it", async () => {
    const { create } = await blockMaker(server);
    const kid = await create({ x: 1 });
    const parent = await create({ kid: refer(kid) });
    await patch(kid.id, { data: { x: 2 } });
    expect(await dataOf(server, parent.id)).toEqual({ kid: { x: 2 } });
    await server.call("DELETE", `/block_documents/${kid.id}`);
    expect(await dataOf(server, parent.id)).toEqual({});
    expect(await namesHeld(parent.id)).toEqual([]);
  });

  test("an update keeps, replaces and drops references as it does other fields", async () => {
    const { create } = await blockMaker(server);
    const [one, two] = [await create({ n: 1 }), await create({ n: 2 })];
    const parent = await create({ a: refer(one), b: refer(one), c: 1 });
    await patch(parent.id, { data: { b: refer(two), c: refer(two) } });
    expect(await dataOf(server, parent.id)).toEqual({ a: { n: 1 }, b: { n: 2 }, c: { n: 2 } });
    await patch(parent.id, { data: { a: "plain" } });
    expect(await dataOf(server, parent.id)).toEqual({ a: "plain", b: { n: 2 }, c: { n: 2 } });
    await patch(parent.id, { data: { c: refer(one) }, merge_existing_data: false });
    expect(await dataOf(server, parent.id)).toEqual({ c: { n: 1 } });
    expect(await namesHeld(parent.id)).toEqual(["c"]);
  });

  test("a document cannot hold what is not there, or itself, at any depth", async () => {
    const { create, request } = await blockMaker(server);
    const lost = await server.post("/block_documents/", request({ x: refer({ id: newId() }) }));
    expect(lost).toMatchObject({ status: 409, body: { detail: expect.stringContaining("x") } });
    const odd = await server.post("/block_documents/", request({ x: refer({ id: "no-id" }) }));
    expect(odd).toMatchObject({ status: 400, body: { detail: expect.stringContaining("no-id") } });
    const inner = await create({});
    const outer = await create({ inner: refer(inner) });
    for (const held of [inner, outer]) {
      const answer = await patch(inner.id, { data: { x: refer(held) } });
      expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining("itself") } });
    }
    expect(await dataOf(server, inner.id)).toEqual({});
  });

  test("references that close a circle between them at once do not keep either from being read", async () => {
    const { create } = await blockMaker(server);
    const [one, two] = [await create({ n: 1 }), await create({ n: 2 })];
    await server.database.write(async (transaction) => {
      const rows = [
        { parent_id: one.id, name: "x", reference_id: two.id },
        { parent_id: two.id, name: "x", reference_id: one.id },
      ];
      await transaction.insertInto("block_document_references").values(rows).execute();
    });
    expect(await dataOf(server, one.id)).toEqual({ n: 1, x: { n: 2 } });
  });

  test("any other $ref is data like all others", async () => {
    const { create } = await blockMaker(server);
    const data = { schema: { $ref: "#/definitions/X" }, deep: [refer({ id: newId() })] };
    expect(await dataOf(server, (await create(data)).id)).toEqual(data);
  });
});
