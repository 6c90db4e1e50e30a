import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";

// Of more letters the first find few enough; a name that is longer has a part of its own, so that it is looked at by itself.
const LONGEST = 100;

/**
 * What finds flow runs by a part of their name on PostgreSQL: their names once more, in a table that no change of a state
 * writes to, with an index of every three letters in a row. Names are put in later, many at once; which are to be is written
 * down by a trigger when a run is created, renamed or deleted. On SQLite, which has an index of its own, both tables stay empty.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  await db.schema
    .createTable("named_flow_runs")
    .addColumn("id", t.id, (c) => c.primaryKey())
    .addColumn("name", t.text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("flow_run_name_changes")
    .addColumn("id", t.id, (c) => c.notNull())
    .execute();
  if (dialect !== "postgres") return;
  await addParts(db);
  await sql`create index named_flow_runs_by_parts on named_flow_runs using gin (name_parts(name))
    with (gin_pending_list_limit = 256)`.execute(db);
  // Servers may be at work meanwhile: what they write between the first names and the trigger would be in neither.
  await sql`lock table flow_runs in share row exclusive mode`.execute(db);
  await sql`insert into flow_run_name_changes select id from flow_runs`.execute(db);
  await sql`create or replace function note_flow_run_name() returns trigger language plpgsql as $$ begin
    insert into flow_run_name_changes values (coalesce(new.id, old.id));
    return null;
  end $$`.execute(db);
  for (const [event, when] of [
    ["insert or delete", sql``],
    ["update of name", sql`when (old.name <> new.name)`],
  ] as const) {
    await sql`create trigger ${sql.id(`flow_runs_named_on_${event.slice(0, 6)}`)}
      after ${sql.raw(event)} on flow_runs for each row ${when} execute function note_flow_run_name()`.execute(
      db,
    );
  }
}

async function addParts(db: Kysely<unknown>): Promise<void> {
  // In the lower case of the language by which patterns are compared. The planner is told that it takes its time. Neither may
  // be used in parallel: to start a process takes longer than a search.
  await sql`create or replace function name_parts(name text) returns text[]
    language plpgsql immutable strict cost 1000 as $$
    declare
      lowered text := lower(name collate "default");
      parts text[] := '{}';
    begin
      for place in 1 .. least(length(lowered), ${sql.lit(LONGEST)}) - 2 loop
        parts := parts || substr(lowered, place, 3);
      end loop;
      return case when length(lowered) > ${sql.lit(LONGEST)} then parts || ''::text else parts end;
    end $$`.execute(db);
  // What a name has to have for a pattern: all letters in rows of three between wildcards.
  await sql`create or replace function pattern_parts(pattern text) returns text[] language sql immutable strict as $$
    select array(
      select distinct part
      from regexp_split_to_table(left(lower(pattern collate "default"), ${sql.lit(LONGEST)}), '[%_]') as between_wildcards,
        unnest(name_parts(between_wildcards)) as part)
    $$`.execute(db);
}
