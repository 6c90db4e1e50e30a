import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type Settings } from "@reeve/settings";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachDialect } from "../../../test/for-each-dialect.ts";
import { sampleFlow } from "../../../test/sample-rows.ts";
import { createTemporaryDatabase, type TemporaryDatabase } from "../../../test/temporary-database.ts";
import type { Database } from "../database.ts";
import { backupDatabase } from "./backup-database.ts";
import { resetDatabase } from "./reset-database.ts";
import { upgradeDatabase } from "./upgrade-database.ts";
import { vacuumDatabase } from "./vacuum-database.ts";

const hasPgDump = ((): boolean => {
  try {
    execFileSync("pg_dump", ["--version"], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
})();

const flowsOf = async (database: Database): Promise<string[]> =>
  (await database.reader.selectFrom("flows").select("name").execute()).map(({ name }) => name);

forEachDialect((dialect) => {
  let temporary: TemporaryDatabase;
  let home: string;
  let settings: Settings;
  beforeEach(async () => {
    temporary = await createTemporaryDatabase(dialect);
    home = mkdtempSync(join(tmpdir(), "reeve-upkeep-"));
    settings = readSettings({ env: {}, home, overrides: { serverDatabaseUrl: temporary.url } });
  });
  afterEach(async () => {
    await temporary.remove();
    rmSync(home, { recursive: true });
  });

  async function storeFlow(name: string): Promise<void> {
    await using database = await temporary.open();
    await database.write((transaction) =>
      transaction.insertInto("flows").values(sampleFlow({ name })).execute(),
    );
  }

  test("an upgrade says what it did, and does it once", async () => {
    expect((await upgradeDatabase(settings)).migrated).toContain("0001-runs");
    expect((await upgradeDatabase(settings)).migrated).toEqual([]);
  });

  test("a reset deletes everything, but not from under a server", async () => {
    await storeFlow("doomed");
    {
      await using database = await temporary.open();
      await database.reader.selectFrom("flows").select("name").execute();
      await expect(resetDatabase(settings)).rejects.toThrow(/stop it first/);
      expect(await flowsOf(database)).toEqual(["doomed"]);
    }
    await resetDatabase(settings);
    await using database = await temporary.open();
    expect(database.migrated).toEqual([]);
    expect(await flowsOf(database)).toEqual([]);
  });

  test("a vacuum leaves the rows and tells sizes", async () => {
    await storeFlow("kept");
    const { bytesBefore, bytesAfter, isWhole } = await vacuumDatabase(settings);
    expect({ isWhole, hadSize: bytesBefore > 0, hasSize: bytesAfter > 0 }).toEqual({
      isWhole: true,
      hadSize: true,
      hasSize: true,
    });
    await using database = await temporary.open();
    expect(await flowsOf(database)).toEqual(["kept"]);
  });

  test.runIf(dialect === "sqlite" || hasPgDump)("a backup has what was committed before it", async () => {
    await storeFlow("stored");
    await using database = await temporary.open();
    const { file, bytes } = await backupDatabase(settings);
    expect(bytes).toBe(statSync(file).size);
    await database.write((transaction) =>
      transaction
        .insertInto("flows")
        .values(sampleFlow({ name: "later" }))
        .execute(),
    );
    if (dialect === "sqlite") {
      await using copy = await temporaryCopy(file);
      expect(await flowsOf(copy)).toEqual(["stored"]);
    } else {
      const listed = execFileSync("pg_restore", ["--data-only", "--table=flows", "--file=-", file], {
        encoding: "utf8",
      });
      expect(listed).toContain("stored");
      expect(listed).not.toContain("later");
    }
  });
});

async function temporaryCopy(path: string): Promise<Database> {
  const { openSqlite } = await import("../sqlite/open-sqlite.ts");
  return openSqlite({ path, busyTimeoutMs: 1000, synchronous: "NORMAL" });
}
