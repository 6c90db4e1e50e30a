import { type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { UNREADABLE } from "../readable-json.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

/**
 * What finds events by their names and resources. The events' own rows are indexed as they are written, by columns
 * short enough for an index; their related resources are written down later, many events at once.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  for (const [key, column] of [
    ["event_key", "event"],
    ["resource_key", "resource_id"],
  ] as const) {
    const beginning = sql`substr(${sql.ref(column)}, 1, 200)`;
    if (dialect === "postgres") {
      // PostgreSQL answers from an index alone only what names its columns, SQLite what repeats its expressions.
      await sql`alter table events add column ${sql.ref(key)} ${t.text}
        generated always as (${beginning}) stored`.execute(db);
    }
    const indexed = dialect === "postgres" ? sql.ref(key) : beginning;
    await sql`create index ${sql.id(`events_by_${key}_occurred`)}
      on events (${indexed}, occurred, sequence)`.execute(db);
  }
  if (dialect === "postgres") {
    for (const column of ["resource", "related"]) await makeReadable(db, column);
    await sql`drop index events_by_occurred`.execute(db);
    await sql`create index events_by_occurred on events (occurred, sequence)`.execute(db);
  }
  await sql`create table event_related (
    resource_key ${t.text} not null,
    occurred ${t.timestamp} not null,
    sequence bigint not null,
    primary key (resource_key, occurred, sequence)
  ) ${sql.raw(dialect === "sqlite" ? "without rowid" : "")}`.execute(db);
  await sql`create table feed_places (
    name ${t.text} primary key,
    transaction_id bigint not null,
    sequence bigint not null,
    updated ${t.timestamp} not null
  )`.execute(db);
  if (dialect === "sqlite") await assumeManyEvents(db);
}

/** Takes out of JSON what PostgreSQL cannot read; events are written without it from now on. */
async function makeReadable(db: Kysely<unknown>, column: string): Promise<void> {
  const json = sql.ref(column);
  const readable = sql`regexp_replace(${json}, ${sql.lit(UNREADABLE)}, '\\1', 'g')`;
  await sql`update events set ${json} = ${readable} where strpos(${json}, ${sql.lit("\\u")}) > 0`.execute(db);
}

/** As with runs: what SQLite's planner is to expect of a busy server. */
async function assumeManyEvents(db: Kysely<unknown>): Promise<void> {
  await assumeStatistics(db, "events", {
    sqlite_autoindex_events_1: "1000000 1",
    events_by_occurred: "1000000 1",
    events_by_event_key_occurred: "1000000 20000 1 1",
    events_by_resource_key_occurred: "1000000 10 1 1",
  });
  await assumeStatistics(db, "event_related", { event_related: "4000000 100 1 1" });
}
