import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../test/start-test-server.ts";
import { openSqlite } from "./open-sqlite.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-damaged-"));
  path = join(folder, "reeve.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (report?: (fault: string) => void) =>
  openSqlite({ path, busyTimeoutMs: 1000, synchronous: "NORMAL", report });

const PAGE = 4096;

/** Makes a file that holds so many flows, and writes over its last pages. */
async function makeDamagedFile(flows: number): Promise<void> {
  {
    await using database = await open();
    const labels = JSON.stringify({ padding: "x".repeat(1000) });
    await database.write(async (transaction) => {
      for (let number = 0; number < flows; number++) {
        const time = "2026-01-01T00:00:00.000000Z";
        await transaction
          .insertInto("flows")
          .values({
            id: `${number}`,
            name: `flow-${number}`,
            created: time,
            updated: time,
            tags: "[]",
            labels,
          })
          .execute();
      }
    });
  }
  const file = openSync(path, "r+");
  const size = statSync(path).size;
  for (let place = size / 2; place < size; place += 50 * PAGE) {
    writeSync(file, Buffer.alloc(PAGE, 0xaa), 0, PAGE, place - (place % PAGE));
  }
  closeSync(file);
}

test("a small file that is damaged is refused, with what to do", async () => {
  await makeDamagedFile(2000);
  await expect(open()).rejects.toThrow(
    /^The database .*reeve\.db cannot be used: .*put a backup in its place/s,
  );
});

test("a file that is no database is refused, with what to do", async () => {
  writeFileSync(path, "no database at all, but long enough to be looked at ".repeat(50));
  await expect(open()).rejects.toThrow(
    /^The database .*reeve\.db cannot be used: file is not a database: .*backup/,
  );
});

test("a large file that is damaged is served, and found out beside the work: in the log and in the readiness", async () => {
  await makeDamagedFile(40_000);
  await using server = await startTestServer("sqlite", { serverDatabaseUrl: path });
  await expect.poll(() => server.errors).not.toEqual([]);
  expect(server.errors[0]).toMatch(/^The database file .*reeve\.db is damaged: /);
  expect(await server.get("/ready")).toMatchObject({
    status: 503,
    body: { message: expect.stringMatching(/is damaged/) },
  });
  expect((await server.get("/health")).status).toBe(200);
});
