import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { areIndexed, indexOfNames, type NamedRuns } from "../filters/runs-by-name.ts";

/** How many runs have come since names were last put into the index, up to `most`. */
export async function countUnindexedNames(db: Connection, runs: NamedRuns, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select 1 from ${sql.table(runs)} where rowid > (select last_row from indexed_names where runs = ${runs})
      limit ${most}
    ) as found`.execute(db);
  return rows[0]!.count;
}

/** Whether the index tells of the rows as they are numbered now. */
export async function isIndexTrue(db: Connection, runs: NamedRuns): Promise<boolean> {
  const { rows } =
    await sql`select 1 from indexed_names where runs = ${runs} and ${areIndexed(runs)}`.execute(db);
  return rows.length > 0;
}

/** Empties the index. */
export async function clearIndex(db: Connection, runs: NamedRuns): Promise<void> {
  const names = indexOfNames(runs);
  await sql`insert into ${names} (${names}) values ('delete-all')`.execute(db);
  await sql`update indexed_names set last_row = 0, last_id = null where runs = ${runs}`.execute(db);
}

/** Puts the names of the next so many runs into the index. */
export async function insertNextNames(db: Connection, runs: NamedRuns, limit: number): Promise<void> {
  const table = sql.table(runs);
  const next = sql`from ${table} where rowid > (select last_row from indexed_names where runs = ${runs})
    order by rowid limit ${limit}`;
  const { rows } = await sql<{ number: number; id: string }>`
    select number, id from (select rowid as number, id ${next}) order by number desc limit 1`.execute(db);
  const [last] = rows;
  if (!last) return;
  await sql`insert or replace into ${indexOfNames(runs)} (rowid, name)
    select rowid, unicode_lower(name) ${next}`.execute(db);
  await sql`update indexed_names set last_row = ${last.number}, last_id = ${last.id} where runs = ${runs}`.execute(
    db,
  );
}
