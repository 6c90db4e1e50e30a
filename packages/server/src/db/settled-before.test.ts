import { type RawBuilder, sql } from "kysely";
import pg from "pg";
import { expect, test } from "vitest";
import { createMigratedDatabase } from "../../test/temporary-database.ts";
import type { Connection } from "./database.ts";
import { SETTLED_BEFORE } from "./settled-before.ts";

const OWN = sql<string>`pg_current_xact_id()::text`;

async function oneOf<T>(db: Connection, value: RawBuilder<T>): Promise<T> {
  const { rows } = await sql<{ value: T }>`select ${value} as value`.execute(db);
  return rows[0]!.value;
}

/** A transaction that has written something, and stays open until it is rolled back. */
async function openTransaction(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("begin");
  await client.query("select pg_current_xact_id()");
  return { end: () => client.end() };
}

test("a transaction is settled once all earlier ones of its database have ended, whatever those of others do", async () => {
  const [ours, other] = [await createMigratedDatabase("postgres"), await createMigratedDatabase("postgres")];
  const database = await ours.open();
  const elsewhere = await openTransaction(other.url);
  try {
    const isSettled = (written: string) =>
      oneOf(database.reader, sql<boolean>`${written}::text::xid8 < (select ${SETTLED_BEFORE})`);
    const first = await database.write((transaction) => oneOf(transaction, OWN));
    expect(await isSettled(first)).toBe(true);

    const earlier = await openTransaction(ours.url);
    const second = await database.write(async (transaction) => {
      const own = await oneOf(transaction, OWN);
      expect(await oneOf(transaction, sql`${own}::text::xid8 < (select ${SETTLED_BEFORE})`)).toBe(false);
      return own;
    });
    expect([await isSettled(first), await isSettled(second)]).toEqual([true, false]);
    await earlier.end();
    await expect.poll(() => isSettled(second)).toBe(true);
  } finally {
    await elsewhere.end();
    await database[Symbol.asyncDispose]();
    await Promise.all([ours.remove(), other.remove()]);
  }
});
