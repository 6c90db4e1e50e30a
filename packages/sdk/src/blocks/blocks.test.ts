import { inspect } from "node:util";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { flow } from "../flow.ts";
import { defineBlock } from "./define-block.ts";
import { secret } from "./secret.ts";
import { Secret } from "./secret-block.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

class Login extends defineBlock({
  name: "Login",
  description: "Who may enter",
  fields: z.object({
    user: z.string(),
    port: z.number().int().default(5432),
    password: secret(z.string()),
    tokens: secret(z.record(z.string(), z.string())).default({}),
    proxy: z.object({ host: z.string(), key: secret(z.string()) }).optional(),
  }),
}) {
  address(): string {
    return `${this.user}@db:${this.port}`;
  }
}

const hush = { user: "ada", password: "hush", tokens: { api: "also" }, proxy: { host: "h", key: "key too" } };
const shown = (slug: string, name: string) =>
  server.client.getBlockDocumentByName({ params: { slug, block_document_name: name } });

test("a block is loaded as it was saved, with its defaults, its types and the methods of its class", async () => {
  await new Login(hush).save("ada");
  const login = await flow("loads a block", () => Login.load("ada"))();
  expectTypeOf(login.port).toEqualTypeOf<number>();
  expect({ ...login }).toEqual({ ...hush, port: 5432 });
  expect(login.address()).toBe("ada@db:5432");
});

test("the server keeps secrets masked, and a block masks them where it is printed or written as JSON", async () => {
  await new Login(hush).save("masked");
  const mask = "********";
  expect((await shown("login", "masked")).data).toEqual({
    user: "ada",
    port: 5432,
    password: mask,
    tokens: { api: mask },
    proxy: { host: "h", key: mask },
  });
  const login = await Login.load("masked");
  for (const text of [inspect(login), JSON.stringify({ login })]) {
    expect(text).toContain("ada");
    expect(text).not.toMatch(/hush|also|key too/);
  }
});

test("a block is replaced only on request, and then whole", async () => {
  const id = await new Login(hush).save("once");
  const other = new Login({ user: "bob", password: "other" });
  await expect(other.save("once")).rejects.toThrow("Pass { overwrite: true } to replace it.");
  expect((await Login.load("once")).user).toBe("ada");
  expect(await other.save("once", { overwrite: true })).toBe(id);
  expect({ ...(await Login.load("once")) }).toEqual({
    user: "bob",
    password: "other",
    port: 5432,
    tokens: {},
  });
});

test("a deleted block cannot be loaded, and the error says how to come by one", async () => {
  await new Login(hush).save("gone");
  await Login.delete("gone");
  await expect(Login.load("gone")).rejects.toMatchObject({
    code: "not_found",
    message: expect.stringContaining('There is no block "login/gone". Save one with save("gone")'),
  });
});

test("fields that are not valid are named, be they given or set later", async () => {
  expect(() => new Login({ user: "ada" } as never)).toThrow(
    'The fields of the block "login" are not valid: password: ',
  );
  const login = Object.assign(new Login(hush), { port: "x" });
  await expect(login.save("wrong")).rejects.toThrow("port: ");
});

test("registering again changes the description and keeps the schema", async () => {
  const schemas = async () => {
    const { id, description } = await server.client.getBlockTypeBySlug({ params: { slug: "station" } });
    const listed = await server.client.listBlockSchemas({
      body: { block_schemas: { block_type_id: { any_: [id] } } },
    });
    return { description, checksums: listed.map(({ checksum }) => checksum) };
  };
  const fields = z.object({ city: z.string() });
  await defineBlock({ name: "Weather Station", slug: "station", fields }).register();
  const before = await schemas();
  await defineBlock({ name: "Weather Station", slug: "station", fields }).register();
  expect(await schemas()).toEqual(before);
  await defineBlock({ name: "Weather Station", slug: "station", description: "Where", fields }).register();
  const after = await schemas();
  expect(after.description).toBe("Where");
  expect(after.checksums).toHaveLength(2);
  expect(defineBlock({ name: "Weather Station", fields }).slug).toBe("weather-station");
});

test("a Secret holds text or JSON, under the schema that comes with the server", async () => {
  await new Secret({ value: "sesame" }).save("text");
  await new Secret({ value: { key: [1, null] } }).save("structured");
  expect((await Secret.load("text")).get()).toBe("sesame");
  expect((await Secret.load("structured")).get()).toEqual({ key: [1, null] });
  expect(JSON.stringify((await shown("secret", "text")).data)).not.toContain("sesame");
  expect(inspect(await Secret.load("text"))).not.toContain("sesame");
  expect(() => new Secret({} as never)).toThrow("value: is missing");
});

test.each(["With Capitals", "a_b", ""])("%j is refused as a name", async (name) => {
  await expect(new Secret({ value: "a" }).save(name)).rejects.toThrow("cannot be the name of a block");
  await expect(Secret.load(name)).rejects.toThrow("cannot be the name of a block");
});

test("what cannot be a block is refused where it is defined", () => {
  const fields = z.object({ a: z.string() });
  expect(() => defineBlock({ name: "A", slug: "A b", fields })).toThrow("cannot be the slug");
  expect(() => defineBlock({ name: "A", fields: z.object({ save: z.string() }) })).toThrow('called "save"');
  expect(() => defineBlock({ name: "A", fields: z.object({ at: z.date() }) })).toThrow("JSON Schema");
  expect(() => defineBlock({ name: "A", fields: z.string() as never })).toThrow("z.object");
});
