import { inspect } from "node:util";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { flow } from "../flow.ts";
import { runContext } from "../run-context.ts";
import { defineBlock } from "./define-block.ts";
import { secret } from "./secret.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

class Key extends defineBlock({
  name: "Access Key",
  fields: z.object({ user: z.string(), key: secret(z.string()) }),
}) {
  label(): string {
    return `key of ${this.user}`;
  }
}
class Token extends defineBlock({ name: "Access Token", fields: z.object({ token: secret(z.string()) }) }) {}
class Store extends defineBlock({
  name: "Key Store",
  capabilities: ["read-path", "write-path"],
  fields: z.object({
    place: z.string(),
    access: z.union([z.instanceof(Key), z.instanceof(Token)]),
    spare: z.instanceof(Key).nullable().default(null),
  }),
}) {}
class Backup extends defineBlock({
  name: "Backup",
  fields: z.object({ store: z.instanceof(Store), days: z.number().int().default(7) }),
}) {}

const documentOf = (slug: string, name: string) =>
  server.client.getBlockDocumentByName({ params: { slug, block_document_name: name } });

test("a saved block in a field is kept by reference, and loaded as a block of its class", async () => {
  const key = new Key({ user: "ada", key: "hush" });
  await key.save("adas");
  await new Store({ place: "a", access: key }).save("referring");
  const { block_document_references } = await documentOf("key-store", "referring");
  expect(block_document_references).toMatchObject({ access: { block_document: { name: "adas" } } });

  await new Key({ user: "ada", key: "changed" }).save("adas", { overwrite: true });
  const store = await Store.load("referring");
  expectTypeOf(store.access).toEqualTypeOf<Key | Token>();
  expect(store.access).toBeInstanceOf(Key);
  expect((store.access as Key).key).toBe("changed");
  expect((store.access as Key).label()).toBe("key of ada");
  expect(store.spare).toBe(null);
});

test("a block that was not saved is kept inside of the other one, also of several classes that it may be of", async () => {
  const store = new Store({ place: "b", access: new Token({ token: "hush" }) });
  await new Backup({ store }).save("inline");
  const { store: loaded } = await Backup.load("inline");
  expect(loaded).toBeInstanceOf(Store);
  expect(loaded.access).toEqual(new Token({ token: "hush" }));
});

test("secrets of nested blocks are masked by the server and where the outer block is printed", async () => {
  const access = new Key({ user: "ada", key: "hush" });
  const store = new Store({ place: "c", access, spare: new Key({ user: "bob", key: "hush" }) });
  await store.save("masked");
  expect((await documentOf("key-store", "masked")).data).toMatchObject({
    access: { user: "ada", key: "********" },
    spare: { user: "bob", key: "********" },
  });
  for (const text of [
    inspect(store),
    JSON.stringify({ store }),
    inspect(new Backup({ store }), { depth: 9 }),
  ]) {
    expect(text).toContain("ada");
    expect(text).not.toContain("hush");
  }
});

test("the schema of the outer block refers to those of the nested ones, and says what its blocks can do", async () => {
  await Backup.register();
  const { id } = await server.client.getBlockTypeBySlug({ params: { slug: "key-store" } });
  const [schema] = await server.client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [id] }, block_capabilities: { all_: ["write-path"] } } },
  });
  expect(schema!.fields).toMatchObject({
    required: ["place", "access"],
    secret_fields: ["access.key", "access.token", "spare.key"],
    properties: {
      access: {
        title: "Access",
        anyOf: [{ $ref: "#/definitions/AccessKey" }, { $ref: "#/definitions/AccessToken" }],
      },
      spare: { anyOf: [{ $ref: "#/definitions/AccessKey" }, { type: "null" }], default: null },
    },
    block_schema_references: {
      access: [{ block_type_slug: "access-key" }, { block_type_slug: "access-token" }],
      spare: { block_type_slug: "access-key" },
    },
  });
});

test("a block of another type than the field takes is refused, by name", async () => {
  class Other extends defineBlock({
    name: "Key Store",
    fields: z.object({ place: z.string(), access: z.instanceof(Token) }),
  }) {}
  const key = new Key({ user: "ada", key: "hush" });
  expect(() => new Other({ place: "d", access: key as never })).toThrow("access");
  await new Store({ place: "d", access: key }).save("of-a-key");
  await expect(Other.load("of-a-key")).rejects.toThrow(
    'The field "access" holds a block of the type "access-key", where its class takes "access-token".',
  );
});

test("blocks are fields by themselves, and not in lists", () => {
  const fields = z.object({ keys: z.array(z.instanceof(Key)) });
  expect(() => defineBlock({ name: "Keys", fields })).toThrow("Another block is a field by itself");
});

test("loading a block leaves an event that names the block, its type and the flow run", async () => {
  await new Token({ token: "hush" }).save("watched");
  const flowRunId = await flow("loads a token", async () => {
    await Token.load("watched");
    return runContext().flowRun!.id;
  })();
  const { events } = await server.client.listEvents({
    body: { filter: { event: { name: ["prefect.block.access-token.loaded"] } } },
  });
  expect(events).toHaveLength(1);
  expect(events[0]!.resource["prefect.resource.name"]).toBe("watched");
  const related = events[0]!.related.map((each) => each["prefect.resource.id"]);
  expect(related).toContain("prefect.block-type.access-token");
  expect(related).toContain(`prefect.flow-run.${flowRunId}`);
});
