import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { finished, spawnReeve, startTestServer } from "../../../test/reeve-process.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const rotate = (args: string[] = [], env: Record<string, string> = {}) =>
  finished(spawnReeve(["server", "rotate-encryption-key", ...args], { REEVE_HOME: server.home, ...env }));

const ask = async (path: string, body?: object) => {
  const answer = await fetch(server.apiUrl + path, {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  return answer.json();
};

test("rotates the key while the server runs, which goes on reading and writing secrets", async () => {
  const type = await ask("/block_types/slug/secret");
  const block_schemas = { block_type_id: { any_: [type.id] } };
  const [schema] = await ask("/block_schemas/filter", { block_schemas });
  const save = (name: string) =>
    ask("/block_documents/", {
      name,
      data: { value: `hush ${name}` },
      block_type_id: type.id,
      block_schema_id: schema.id,
    });
  const load = async (name: string) => {
    const path = `/block_types/slug/secret/block_documents/name/${name}?include_secrets=true`;
    return (await ask(path)).data.value;
  };
  await save("one");
  const keys = () => readFileSync(join(server.home, "encryption-keys"), "utf8").trim().split("\n");
  const [before] = keys();

  const { code, stdout, stderr } = await rotate();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^1 block was encrypted with the key [0-9a-f]{16}\.\n.*new.*\n$/);
  expect(stdout).toContain(server.home);
  expect(keys()).toEqual([expect.not.stringContaining(before!), before]);
  expect(statSync(join(server.home, "encryption-keys")).mode & 0o777).toBe(0o600);
  await save("two");
  expect([await load("one"), await load("two")]).toEqual(["hush one", "hush two"]);

  const again = JSON.parse((await rotate(["--json"])).stdout);
  expect(again).toEqual({ isKeyNew: true, keyId: expect.any(String), documents: 2 });
  expect([await load("one"), await load("two")]).toEqual(["hush one", "hush two"]);
});

test("refuses a key that is none without showing it", async () => {
  const { code, stdout, stderr } = await rotate([], { REEVE_SERVER_ENCRYPTION_KEY: "half-a-key" });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^REEVE_SERVER_ENCRYPTION_KEY .*32 bytes.*\n$/);
  expect(stderr).not.toContain("half-a-key");
});
