import { type Kysely, sql } from "kysely";

/**
 * Tells SQLite's planner how rows are spread over an index: how many there are, then how many share its first column,
 * its first two, and so on. Without any word it takes every column for about as telling as any other, and looks
 * a run's failed task runs up among all failed ones; with measured words a plan could change over night.
 */
export async function assumeStatistics(
  db: Kysely<unknown>,
  table: string,
  spreads: Readonly<Record<string, string>>,
): Promise<void> {
  // The table of statistics exists once something was analysed.
  await sql`analyze ${sql.table(table)}`.execute(db);
  await sql`delete from sqlite_stat1 where tbl = ${table}`.execute(db);
  await assumeSpreads(db, table, spreads);
}

/** The same for indexes that a table gets later. */
export async function assumeSpreads(
  db: Kysely<unknown>,
  table: string,
  spreads: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [index, spread] of Object.entries(spreads)) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${table}, ${index}, ${spread})`.execute(db);
  }
  await sql`analyze sqlite_schema`.execute(db);
}
