import { newId } from "@reeve/protocol";
import { expect, test } from "vitest";
import { blockMaker } from "../../test/sample-blocks.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  const choose = (id: string | null) =>
    server.call("PUT", "/admin/storage", { default_result_storage_block_id: id });
  const chosen = async () => (await server.get("/admin/storage")).body;
  const none = { default_result_storage_block_id: null };

  test("the block that stores results is chosen, and chosen no more", async () => {
    expect(await chosen()).toEqual(none);
    const { create } = await blockMaker(server, { capabilities: ["write-path"] });
    const { id } = await create({});
    const answer = { default_result_storage_block_id: id };
    expect(await choose(id)).toMatchObject({ status: 200, body: answer });
    expect(await chosen()).toEqual(answer);
    expect((await server.call("DELETE", "/admin/storage")).status).toBe(204);
    expect(await chosen()).toEqual(none);
    expect((await server.call("DELETE", "/admin/storage")).status).toBe(204);
  });

  test("only a block that can write files is accepted", async () => {
    const { create } = await blockMaker(server, { capabilities: ["read-path"] });
    const { id, name } = await create({});
    const refused = await choose(id);
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining("write-path") } });
    expect(refused.body.detail).toContain(name);
    expect((await choose(newId())).status).toBe(404);
    expect((await choose(null)).status).toBe(422);
    expect(await chosen()).toEqual(none);
  });

  test.each(["block_documents", "block_schemas", "block_types"] as const)(
    "none is chosen any more once the block is deleted among %s",
    async (kind) => {
      const { type, schema, create } = await blockMaker(server, { capabilities: ["write-path"] });
      const { id } = await create({});
      await choose(id);
      const ids = { block_documents: id, block_schemas: schema.id, block_types: type.id };
      expect((await server.call("DELETE", `/${kind}/${ids[kind]}`)).status).toBe(204);
      expect(await chosen()).toEqual(none);
    },
  );
});
