import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";

/**
 * What finds runs by a part of their name on SQLite: an index of every three letters in a row, of names in lower case. Names
 * are put in later, many at once, so that no run is created or reported any slower; how far that has come is told by the
 * row number of the last, and by its id, since VACUUM may number all rows anew. The triggers see to what is renamed and
 * deleted, and to the next row not getting a number that was passed already, as it would after the last rows have gone.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  if (dialect !== "sqlite") return;
  await db.schema
    .createTable("indexed_names")
    .addColumn("runs", t.text, (c) => c.primaryKey())
    .addColumn("last_row", t.integer, (c) => c.notNull())
    .addColumn("last_id", t.id)
    .execute();
  for (const runs of ["flow_runs", "task_runs"]) await indexNames(db, runs);
}

async function indexNames(db: Kysely<unknown>, runs: string): Promise<void> {
  const [table, names] = [sql.table(runs), sql.table(`${runs.slice(0, -1)}_names`)];
  await sql`create virtual table ${names} using fts5 (name, content = '', contentless_delete = 1, detail = 'none',
    tokenize = 'trigram')`.execute(db);
  await sql`insert into indexed_names (runs, last_row) values (${sql.lit(runs)}, 0)`.execute(db);
  await sql`create trigger ${sql.table(`${runs}_named_on_update`)} after update of name on ${table}
    when old.name <> new.name begin
      insert or replace into ${names} (rowid, name) values (new.rowid, unicode_lower(new.name));
    end`.execute(db);
  const before = sql`from ${table} where rowid < old.rowid order by rowid desc limit 1`;
  await sql`create trigger ${sql.table(`${runs}_named_on_delete`)} after delete on ${table} begin
      delete from ${names} where rowid = old.rowid;
      update indexed_names set last_row = coalesce((select rowid ${before}), 0), last_id = (select id ${before})
        where runs = ${sql.lit(runs)} and last_row = old.rowid and last_id = old.id;
    end`.execute(db);
}
