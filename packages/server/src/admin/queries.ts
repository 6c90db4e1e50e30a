import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import type { CsrfTokensTable } from "../db/schema/configuration.ts";

/** Fails when the database does not answer. */
export async function selectOne(db: Connection): Promise<void> {
  await sql`select 1`.execute(db);
}

export async function selectConfiguration(db: Connection, key: string): Promise<unknown> {
  const row = await db.selectFrom("configuration").select("value").where("key", "=", key).executeTakeFirst();
  return row && JSON.parse(row.value);
}

export async function upsertConfiguration(
  db: Connection,
  key: string,
  value: unknown,
  updated: string,
): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto("configuration")
    .values({ key, value: text, updated })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: text, updated }))
    .execute();
}

export async function upsertCsrfToken(db: Connection, row: CsrfTokensTable): Promise<void> {
  const { updated, token, expiration } = row;
  await db
    .insertInto("csrf_tokens")
    .values(row)
    .onConflict((conflict) => conflict.column("client").doUpdateSet({ updated, token, expiration }))
    .execute();
}

export const selectCsrfToken = (db: Connection, client: string): Promise<CsrfTokensTable | undefined> =>
  db.selectFrom("csrf_tokens").selectAll().where("client", "=", client).executeTakeFirst();

export async function deleteExpiredCsrfTokens(db: Connection, now: string): Promise<void> {
  await db.deleteFrom("csrf_tokens").where("expiration", "<", now).execute();
}
