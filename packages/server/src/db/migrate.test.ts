import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow } from "../../test/sample-rows.ts";
import { createTemporaryDatabase, type TemporaryDatabase } from "../../test/temporary-database.ts";
import type { Database } from "./database.ts";
import { MIGRATION_NAMES } from "./migrate.ts";

forEachDialect((dialect) => {
  let temporary: TemporaryDatabase;
  beforeEach(async () => {
    temporary = await createTemporaryDatabase(dialect);
  });
  afterEach(() => temporary.remove());

  const tablesOf = async (database: Database) =>
    (await database.reader.introspection.getTables({ withInternalKyselyTables: true })).map(
      ({ name }) => name,
    );

  test("an empty database gets the tables", async () => {
    await using database = await temporary.open();
    expect(await tablesOf(database)).toEqual(
      expect.arrayContaining(["flows", "flow_runs", "task_runs", "logs", "events", "concurrency_limits"]),
    );
  });

  test("opening a database again changes nothing in it", async () => {
    const flow = sampleFlow();
    let tables: string[];
    {
      await using database = await temporary.open();
      await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
      tables = await tablesOf(database);
    }
    await using database = await temporary.open();
    expect(await tablesOf(database)).toEqual(tables);
    expect(await database.reader.selectFrom("flows").selectAll().execute()).toEqual([flow]);
  });

  test("a database of a version to come is refused, and says which", async () => {
    {
      await using database = await temporary.open();
      const newer = { name: "9999-flying", timestamp: "2099-01-01T00:00:00.000Z" };
      await database.write((transaction) =>
        sql`insert into kysely_migration (name, timestamp) values (${newer.name}, ${newer.timestamp})`.execute(
          transaction,
        ),
      );
    }
    await expect(temporary.open()).rejects.toThrow(/newer version of Reeve has written it \(9999-flying\)/);
  });

  if (dialect === "sqlite") {
    test("servers that start at the same time on one new file all find the tables", async () => {
      const script = `
        import { openSqlite } from ${JSON.stringify(new URL("./sqlite/open-sqlite.ts", import.meta.url).href)};
        const database = await openSqlite({
          path: ${JSON.stringify(temporary.url)}, busyTimeoutMs: 10_000, synchronous: "NORMAL",
        });
        await database.reader.selectFrom("flow_runs").select("id").execute();
        console.log(database.migrated.length);
        await database[Symbol.asyncDispose]();`;
      const run = promisify(execFile);
      const starts = [1, 2, 3].map(() => run(process.execPath, ["--input-type=module", "-e", script]));
      const migrated = (await Promise.all(starts)).map(({ stdout }) => Number(stdout));
      expect(migrated.toSorted((a, b) => a - b)).toEqual([0, 0, MIGRATION_NAMES.length]);
    });
  }

  if (dialect === "postgres") {
    test("servers that start at the same time on an empty database all find the tables", async () => {
      const opened = await Promise.all([1, 2, 3, 4].map(() => temporary.open()));
      for (const database of opened) {
        expect(await tablesOf(database)).toContain("flow_runs");
        await database[Symbol.asyncDispose]();
      }
    });
  }
});
