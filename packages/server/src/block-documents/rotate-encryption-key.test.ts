import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "@reeve/settings";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { blockMaker, dataOf } from "../../test/sample-blocks.ts";
import { startTestServer, type TestServer } from "../../test/start-test-server.ts";
import { newKeyText } from "../encryption/encryption-key.ts";
import { keyFilePath, openKeyring } from "../encryption/keyring.ts";
import { rotateEncryptionKey } from "./rotate-encryption-key.ts";

// More than one batch.
const COUNT = 120;

describe.each(["sqlite", "postgres"] as const)("on %s", (dialect) => {
  let home: string;
  let server: TestServer;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "reeve-rotate-"));
  });
  // The server takes its home with it.
  afterEach(() => server[Symbol.asyncDispose]());

  const start = async (overrides: Partial<Settings> = {}) => {
    server = await startTestServer(dialect, { home, ...overrides });
  };
  const settings = (overrides: Partial<Settings> = {}) =>
    readSettings({ env: {}, home, overrides: { serverDatabaseUrl: server.databaseUrl, ...overrides } });
  const createMany = async (count = COUNT): Promise<string[]> => {
    const { create } = await blockMaker(server, { secrets: ["pw"] });
    return Promise.all(Array.from({ length: count }, async (_, pw) => (await create({ pw })).id));
  };
  const secretsOf = async (ids: string[]) =>
    Promise.all(ids.map(async (id) => (await dataOf(server, id)).pw));
  const keysInUse = async () => {
    const rows = await server.database.reader.selectFrom("block_documents").select("data").execute();
    return new Set(rows.map(({ data }) => data.split(":")[1]));
  };
  const keyLines = () => readFileSync(keyFilePath({ home }), "utf8").trim().split("\n");

  test("all secrets are encrypted with a new key, while a server reads and writes them", async () => {
    await start();
    const ids = await createMany();
    const [old] = await keysInUse();
    const [rotation, reads, added] = await Promise.all([
      rotateEncryptionKey(settings()),
      secretsOf(ids),
      createMany(20),
    ]);
    expect(rotation.isKeyNew).toBe(true);
    expect(rotation.documents).toBeGreaterThanOrEqual(COUNT);
    expect(rotation.keyId).not.toBe(old);
    expect(reads).toEqual(ids.map((_, i) => i));
    expect(await secretsOf(ids)).toEqual(ids.map((_, i) => i));
    expect(await secretsOf(added)).toEqual(added.map((_, i) => i));
    // What was written at the same moment may still have the old key, which therefore stays.
    expect(keyLines()).toHaveLength(2);
    await createMany(1);
    expect((await keysInUse()).has(rotation.keyId)).toBe(true);
  });

  test("a rotation that was interrupted leaves everything readable, and is finished by the next", async () => {
    await start();
    const ids = await createMany();
    await rotateEncryptionKey(settings());
    // As if it had been killed after a batch: some rows are as they were before.
    const [current, old] = keyLines();
    writeFileSync(keyFilePath({ home }), `${old}\n${current}\n`);
    const half = ids.slice(0, COUNT / 2);
    for (const id of half) await server.call("PATCH", `/block_documents/${id}`, { data: {} });
    writeFileSync(keyFilePath({ home }), `${current}\n${old}\n`);
    expect((await keysInUse()).size).toBe(2);
    expect(await secretsOf(ids)).toEqual(ids.map((_, i) => i));

    const finished = await rotateEncryptionKey(settings());
    expect(finished).toMatchObject({ isKeyNew: false, documents: half.length });
    expect(await keysInUse()).toEqual(new Set([finished.keyId]));
    const again = await rotateEncryptionKey(settings());
    expect(again).toMatchObject({ isKeyNew: true, documents: COUNT });
    expect(keyLines()).toEqual([expect.not.stringContaining(current!), current]);
    expect(await secretsOf(ids)).toEqual(ids.map((_, i) => i));
  });

  test("with keys in the settings the first of them takes over, and the others can be dropped", async () => {
    const [old, next] = [newKeyText(), newKeyText()];
    await start({ serverEncryptionKey: `${next},${old}` });
    const before = await startTestServer(dialect, {
      serverEncryptionKey: old,
      serverDatabaseUrl: server.databaseUrl,
    });
    const { create } = await blockMaker(before, { secrets: ["pw"] });
    const { id } = await create({ pw: 7 });
    await before[Symbol.asyncDispose]();
    expect(await secretsOf([id])).toEqual([7]);
    const both = settings({ serverEncryptionKey: `${next},${old}` });
    expect(await rotateEncryptionKey(both)).toMatchObject({ isKeyNew: false, documents: 1 });
    expect(await rotateEncryptionKey(both)).toMatchObject({ isKeyNew: false, documents: 0 });
    const { id: nextId } = openKeyring({ home, serverEncryptionKey: next }).current();
    expect(await keysInUse()).toEqual(new Set([nextId]));
  });

  test("a secret whose key is lost is refused with its id, and can still be deleted", async () => {
    await start({ serverEncryptionKey: newKeyText() });
    const lost = await startTestServer(dialect, {
      serverEncryptionKey: newKeyText(),
      serverDatabaseUrl: server.databaseUrl,
    });
    const { create } = await blockMaker(lost);
    const { id } = await create({ pw: "hush" });
    await lost[Symbol.asyncDispose]();
    const answer = await server.get(`/block_documents/${id}`);
    expect(answer).toMatchObject({
      status: 500,
      body: { detail: expect.stringContaining("REEVE_SERVER_ENCRYPTION_KEY") },
    });
    await expect(rotateEncryptionKey(settings({ serverEncryptionKey: newKeyText() }))).rejects.toThrow(
      "no encryption key",
    );
    expect((await server.call("DELETE", `/block_documents/${id}`)).status).toBe(204);
  });
});
