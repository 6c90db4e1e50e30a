import { constants } from "node:sqlite";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { SqliteConnection } from "./sqlite-connection.ts";
import { StraightConnection } from "./straight-connection.ts";

test("a statement is compiled once, however often it is asked for other pages", async () => {
  const connection = new SqliteConnection({
    path: ":memory:",
    readOnly: false,
    busyTimeoutMs: 0,
    synchronous: "OFF",
  });
  const db = new StraightConnection(connection);
  await sql`create table flows (id integer primary key)`.execute(db);
  await sql`insert into flows values (1), (2), (3)`.execute(db);
  let compiled = 0;
  // SQLite asks it whenever it compiles something.
  connection.raw.setAuthorizer((action) => {
    if (action === constants.SQLITE_SELECT) compiled++;
    return constants.SQLITE_OK;
  });
  const page = async (limit: number, offset: number) => {
    const query = db.selectFrom("flows").select("id").orderBy("id").limit(limit).offset(offset);
    return (await query.execute()).map(({ id }) => id);
  };
  expect([await page(2, 0), await page(1, 2), await page(5, 1)]).toEqual([[1, 2], [3], [2, 3]]);
  expect(compiled).toBe(1);
  await db.destroy();
});
