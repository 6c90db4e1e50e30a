import { afterEach, beforeEach, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow } from "../../test/sample-rows.ts";
import { createTemporaryDatabase, type TemporaryDatabase } from "../../test/temporary-database.ts";
import type { Database } from "./database.ts";

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
