import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { readSettings } from "@reeve/settings";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { sampleFlow } from "../../test/sample-rows.ts";
import { openDatabase } from "./open-database.ts";

const inMemory = () =>
  openDatabase(
    readSettings({ env: { PREFECT_API_DATABASE_CONNECTION_URL: "sqlite+aiosqlite:///:memory:" } }),
  );

test("a database in memory is read by all its connections, by none of another, and gone when it is closed", async () => {
  const flow = sampleFlow();
  let folder: string;
  {
    await using database = await inMemory();
    await using other = await inMemory();
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
    for (const connection of [database.reader, database.scanner]) {
      expect(await connection.selectFrom("flows").select("name").execute()).toEqual([{ name: flow.name }]);
    }
    expect(await other.reader.selectFrom("flows").select("name").execute()).toEqual([]);
    const { rows } = await sql<{ file: string }>`pragma database_list`.execute(database.reader);
    folder = dirname(rows[0]!.file);
    expect(existsSync(folder)).toBe(true);
  }
  expect(existsSync(folder)).toBe(false);
});
