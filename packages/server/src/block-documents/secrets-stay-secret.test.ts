import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blockMaker, dataOf } from "../../test/sample-blocks.ts";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";

const SECRET = "open-sesame-4711";
const JSON_HEADERS = { "content-type": "application/json" };

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "reeve-secrets-"));
  server = await startTestServer("sqlite", { serverDatabaseUrl: join(folder, "reeve.db"), home: folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads every file of the server but its keys, and answers their names. */
function expectNoSecret(): string[] {
  const files = readdirSync(folder).filter((name) => name !== "encryption-keys");
  const contents = files.map((name) => readFileSync(join(folder, name), "latin1"));
  // What is no secret is in the payload of an event, as texts of blocks are.
  const plain = `${SECRET}-in-a-field-that-is-none`;
  expect(contents.join()).toContain(plain);
  for (const [index, content] of contents.entries()) {
    expect(content.replaceAll(plain, "").includes(SECRET), files[index]).toBe(false);
  }
  return files;
}

test("no file of the server shows a secret, nor does what it logs", async () => {
  const { create, request } = await blockMaker(server, { secrets: ["pw", "all.*"] });
  const { id } = await create({
    pw: SECRET,
    all: { deep: [SECRET] },
    plain: `${SECRET}-in-a-field-that-is-none`,
  });
  await server.call("PATCH", `/block_documents/${id}`, { data: { pw: `${SECRET}-2` } });
  await create({ inner: { $ref: { block_document_id: id } } });
  await server.post("/block_documents/", request({ pw: SECRET }, { name: "Not allowed" }));
  await server.post("/block_documents/", request({ pw: SECRET }, { block_type_id: 5 }));
  expect(await dataOf(server, id)).toMatchObject({ pw: `${SECRET}-2` });
  // What was committed last is in a file of its own until the server stops.
  expect(expectNoSecret()).toContain("reeve.db-wal");
  await server.stop();
  expect(expectNoSecret()).toContain("reeve.db");
  expect(server.errors.join()).not.toContain(SECRET);
  await server.restart();
});

test.each<[string, string]>([
  ["data that are none", `"data":"${SECRET}"`],
  ["a field too many", `"data":{},"pw":"${SECRET}"`],
  ["no JSON", `"data":{"pw":"${SECRET}"`],
  ["no JSON near a secret", `"data":${SECRET}`],
])("an answer that refuses %s does not repeat what was sent", async (_, part) => {
  const { type, schema, create } = await blockMaker(server);
  const { id } = await create({});
  const ids = `"block_schema_id":"${schema.id}"`;
  for (const [method, path, text] of [
    ["POST", "/block_documents/", `{"name":"x","block_type_id":"${type.id}",${ids},${part}}`],
    ["PATCH", `/block_documents/${id}`, `{${ids},${part}}`],
  ] as const) {
    const { status, body } = await server.call(method, path, text, JSON_HEADERS);
    expect(status).toBe(422);
    expect(body).toMatchObject({ exception_detail: [{ input: null }], request_body: null });
    expect(JSON.stringify(body)).not.toContain(SECRET);
  }
});

test("a body that is not sent as JSON is not repeated either", async () => {
  const headers = { "content-type": "text/plain" };
  const { status, body } = await server.call("POST", "/block_documents/", SECRET, headers);
  expect(status).toBe(422);
  expect(JSON.stringify(body)).not.toContain(SECRET);
});

test("the API's description has no example of a secret", async () => {
  const { body } = await server.get("/openapi.json");
  expect(JSON.stringify(body)).not.toMatch(/"examples?"/);
});
