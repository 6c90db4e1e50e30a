import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { areIndexed, indexOfNames, type NamedRuns } from "../filters/runs-by-name.ts";

/** How many runs have come since names were last put into the index, up to `most`. */
export async function countUnindexedNames(db: Connection, runs: NamedRuns, most: number): Promise<number> {
  const unindexed =
    dialectOf(db) === "postgres"
      ? sql`flow_run_name_changes`
      : sql`${sql.table(runs)} where rowid > (select last_row from indexed_names where runs = ${runs})`;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from ${unindexed} limit ${most}) as found`.execute(db);
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

/** On PostgreSQL: brings the names of the next so many runs up to date that were written down as changed. */
export async function mergeNextNameChanges(db: Connection, limit: number): Promise<void> {
  // Of two that merge at once the one whose snapshot is older would put an older name in; searches go on meanwhile.
  await sql`lock table named_flow_runs in share row exclusive mode`.execute(db);
  await sql`
    with next as (
      delete from flow_run_name_changes
      where ctid = any(array(select ctid from flow_run_name_changes limit ${limit})) returning id
    ),
    gone as (
      delete from named_flow_runs using next
      where named_flow_runs.id = next.id and not exists (select from flow_runs where flow_runs.id = next.id)
    )
    insert into named_flow_runs (id, name)
    select id, name from flow_runs where id in (select id from next)
    on conflict (id) do update set name = excluded.name where named_flow_runs.name <> excluded.name`.execute(
    db,
  );
}
