import { sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { ourTables } from "./our-tables.ts";

/**
 * Empties all of our tables, but for those that count something. Of few rows DELETE makes an end at once, and TRUNCATE
 * would not.
 */
export async function deleteAllRows(transaction: Connection): Promise<void> {
  const emptied = (await ourTables()).filter(({ isSeeded }) => !isSeeded);
  const statements = emptied.map(({ name }) => `delete from "${name}"`);
  if (dialectOf(transaction) === "postgres") {
    await sql.raw(`do $$ begin ${statements.join("; ")}; end $$`).execute(transaction);
    return;
  }
  for (const statement of statements) await sql.raw(statement).execute(transaction);
}
