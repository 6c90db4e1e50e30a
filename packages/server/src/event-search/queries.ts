import type { Timestamp } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { jsonRows } from "../db/json-rows.ts";
import { microsecondsOf } from "../db/microseconds.ts";
import type { EventAccess } from "../filters/event-filter.ts";
import { areKeysWhole, keyOf } from "../filters/key-ranges.ts";

/** A place in a list of events by time; the sequence tells those of one instant apart. */
export type ListPlace = { readonly occurred: Timestamp; readonly sequence: number };

export type PageOfEvents = {
  readonly limit: number;
  readonly isNewestFirst: boolean;
  /** Of each resource the newest event alone. */
  readonly isDistinct: boolean;
  readonly after?: ListPlace;
};

export type EventRow = {
  sequence: number;
  id: string;
  occurred: Timestamp;
  received: Timestamp;
  event: string;
  resource: string;
  related: string;
  payload: string;
  follows: string | null;
};

const COLUMNS = sql.join(
  ["sequence", "id", "occurred", "received", "event", "resource", "related", "payload", "follows"].map(
    (name) => sql.ref(`events.${name}`),
  ),
);

/** A page of the events that pass, in the order of their times. */
export async function selectEventPage(
  db: Connection,
  access: EventAccess,
  { limit, isNewestFirst, isDistinct, after }: PageOfEvents,
): Promise<EventRow[]> {
  const order = sql.raw(isNewestFirst ? "desc" : "asc");
  const found = isDistinct ? newestOfEachResource(access) : placesOf(access);
  const beyond = after ? isBeyond(after, isNewestFirst) : sql<SqlBool>`1 = 1`;
  const { rows } = await sql<EventRow>`select ${COLUMNS} from (
      select found.occurred, found.sequence from (${found}) as found where ${beyond}
      order by found.occurred ${order}, found.sequence ${order} limit ${limit}
    ) as page join events on events.sequence = page.sequence
    order by page.occurred ${order}, page.sequence ${order}`.execute(db);
  return rows;
}

/** How many events pass, or of how many resources they are. */
export async function countEventRows(
  db: Connection,
  access: EventAccess,
  isDistinct: boolean,
): Promise<number> {
  const found = isDistinct ? newestOfEachResource(access) : placesOf(access);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${found}) as found`.execute(
    db,
  );
  return rows[0]!.count;
}

/** How many of so many of the newest events of the time pass. */
export async function countNewestEventRows(
  db: Connection,
  { during, condition }: EventAccess,
  examined: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (
      select events.* from events where ${during} order by events.occurred desc limit ${examined}
    ) as events where ${condition}`.execute(db);
  return rows[0]!.count;
}

export type CountOfSpan = { span: number; count: number };

/** How many events that pass occurred in each of the spans, which follow one another; those without any may lack. */
export async function countEventsBySpan(
  db: Connection,
  access: EventAccess,
  spans: readonly (readonly [start: Timestamp, end: Timestamp])[],
  first: number,
  length: number,
): Promise<CountOfSpan[]> {
  if (access.candidates) {
    // Whole numbers on both sides, or SQLite would divide them into fractions.
    const span = sql<number>`(${microsecondsOf(db, "events.occurred")} - cast(${first} as bigint))
      / cast(${length} as bigint)`;
    const { rows } = await sql<CountOfSpan>`select span, count(*) as count
      from (select ${span} as span from ${passingEvents(access)}) as placed group by span`.execute(db);
    return rows;
  }
  // A range of the index of times for each span: nothing else is read, and nothing sorted.
  const given = jsonRows(
    db,
    spans.map(([start, end], index) => [start, end, String(index)]),
  );
  const { rows } = await sql<{ span: string; count: number }>`select ${given.text(2)} as span, (
      select count(*) from events where events.occurred >= ${given.time(0)} and events.occurred <= ${given.time(1)}
        and ${access.during} and ${access.condition}
    ) as count from ${given.table}`.execute(db);
  return rows.map(({ span, count }) => ({ span: Number(span), count }));
}

export type CountOfValue = { value: string; count: number; start: Timestamp; end: Timestamp };

/** How many events that pass have each value of a column, the most frequent first. */
export async function countEventsByValue(
  db: Connection,
  access: EventAccess,
  column: "event" | "resource_id",
): Promise<CountOfValue[]> {
  const byKey = await countByExpression(db, access, keyOf(column, dialectOf(db)));
  // Keys are read from an index alone; those that are cut off may stand for several values.
  if (byKey.every(({ value }) => areKeysWhole({ values: [value], prefixes: [] }))) return byKey;
  return countByExpression(db, access, sql.ref(`events.${column}`));
}

async function countByExpression(
  db: Connection,
  access: EventAccess,
  value: RawBuilder<unknown>,
): Promise<CountOfValue[]> {
  const { rows } = await sql<CountOfValue>`select ${value} as value, count(*) as count,
      min(events.occurred) as start, max(events.occurred) as "end"
    from ${passingEvents(access)} group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

/** The newest labels of each of the resources. */
export async function selectNewestResources(
  db: Connection,
  resourceIds: readonly string[],
): Promise<{ resource_id: string; resource: string }[]> {
  const given = jsonRows(
    db,
    resourceIds.map((id) => [id]),
  );
  const resourceKey = keyOf("resource_id", dialectOf(db));
  const { rows } = await sql<{ resource_id: string; resource: string }>`select wanted.resource_id, (
      select events.resource from events where ${resourceKey} = substr(wanted.resource_id, 1, 200)
        and events.resource_id = wanted.resource_id
      order by events.occurred desc, events.sequence desc limit 1
    ) as resource from (select ${given.text(0)} as resource_id from ${given.table}) as wanted`.execute(db);
  return rows;
}

/** Times and sequence numbers of the events that pass. */
function placesOf(access: EventAccess): RawBuilder<unknown> {
  if (access.candidates && !access.candidates.rest) return access.candidates.places;
  return sql`select events.occurred, events.sequence from ${passingEvents(access)}`;
}

const newestOfEachResource = (access: EventAccess): RawBuilder<unknown> =>
  sql`select placed.occurred, placed.sequence from (
      select events.occurred, events.sequence, row_number() over (
        partition by events.resource_id order by events.occurred desc, events.sequence desc
      ) as place from ${passingEvents(access)}
    ) as placed where placed.place = 1`;

/** What stands behind `from` to read the events that pass. */
function passingEvents({ during, condition, candidates }: EventAccess): RawBuilder<unknown> {
  if (!candidates) return sql`events where ${during} and ${condition}`;
  const rest = candidates.rest ?? sql<SqlBool>`1 = 1`;
  return sql`(${candidates.places}) as candidates
    join events on events.sequence = candidates.sequence where ${rest}`;
}

const isBeyond = ({ occurred, sequence }: ListPlace, isNewestFirst: boolean) => {
  const comparison = sql.raw(isNewestFirst ? "<" : ">");
  return sql<SqlBool>`found.occurred ${comparison}= ${occurred}
    and (found.occurred ${comparison} ${occurred} or found.sequence ${comparison} ${sequence})`;
};
