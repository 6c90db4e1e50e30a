import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRows } from "../db/insert-rows.ts";
import { jsonRows } from "../db/json-rows.ts";
import { orFail } from "../db/or-fail.ts";
import { readableJson } from "../db/readable-json.ts";
import type { EventsTable } from "../db/schema/events.ts";
import { SETTLED_BEFORE } from "../db/settled-before.ts";
import { skipLocked } from "../db/skip-locked.ts";
import { keyOf } from "../filters/key-ranges.ts";
import { FEED_START, type FeedPlace } from "./feed-place.ts";

const COLUMNS = [
  "id",
  "occurred",
  "received",
  "event",
  "resource_id",
  "resource",
  "related",
  "payload",
  "follows",
] as const;

export type EventRow = Pick<EventsTable, (typeof COLUMNS)[number]> & { sequence: number };

/** Inserts events; those whose id is known already are left as they are. */
export const insertEvents = (db: Connection, events: readonly ReceivedEvent[]): Promise<void> =>
  insertRows(db, "events", COLUMNS, events.map(toValues), "on conflict (id) do nothing");

function toValues(event: ReceivedEvent): unknown[] {
  return [
    event.id,
    event.occurred,
    event.received,
    event.event,
    event.resource["prefect.resource.id"] ?? "",
    readableJson(event.resource),
    readableJson(event.related),
    JSON.stringify(event.payload),
    event.follows,
  ];
}

export const toEvent = (row: EventRow): ReceivedEvent => ({
  id: row.id,
  occurred: row.occurred,
  event: row.event,
  resource: JSON.parse(row.resource),
  related: JSON.parse(row.related),
  payload: JSON.parse(row.payload),
  follows: row.follows,
  received: row.received,
});

/** The place of the newest event that readers may see. */
export async function selectNewestPlace(db: Connection): Promise<FeedPlace> {
  const row = await settledEvents(db)
    .select(["sequence", transactionOf(db)])
    .$if(!isSqlite(db), (query) => query.orderBy(TRANSACTION, "desc"))
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? FEED_START;
}

/** Events after a place, in their order. */
export const selectEventsAfter = (
  db: Connection,
  place: FeedPlace,
  limit: number,
): Promise<(EventRow & FeedPlace)[]> =>
  settledEvents(db)
    .select([...COLUMNS, "sequence", transactionOf(db)])
    .where(isAfter(db, place))
    .$if(!isSqlite(db), (query) => query.orderBy(TRANSACTION))
    .orderBy("sequence")
    .limit(limit)
    .execute();

/** Of the ids those whose events stand up to a place. */
export async function selectIdsUpTo(
  db: Connection,
  ids: readonly string[],
  place: FeedPlace,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("events")
    .select("id")
    .where("id", "in", ids)
    .where(isUpTo(db, place))
    .execute();
  return rows.map(({ id }) => id);
}

export const selectEventsByIds = (db: Connection, ids: readonly string[]): Promise<EventRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom("events")
        .select([...COLUMNS, "sequence"])
        .where("id", "in", ids)
        .execute();

/** The place of the last of so many events after a place; undefined when there is none. */
export async function selectPlaceAhead(
  db: Connection,
  place: FeedPlace,
  count: number,
): Promise<FeedPlace | undefined> {
  const ahead = settledEvents(db)
    .select(["sequence", transactionOf(db)])
    .where(isAfter(db, place))
    .$if(!isSqlite(db), (query) => query.orderBy(TRANSACTION))
    .orderBy("sequence")
    .limit(count)
    .as("ahead");
  return db
    .selectFrom(ahead)
    .select(["sequence", "transaction"])
    .orderBy("transaction", "desc")
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Writes down the related resources of the events after one place up to another. */
export async function insertRelatedResources(
  db: Connection,
  after: FeedPlace,
  upTo: FeedPlace,
): Promise<void> {
  const { related, key } = relatedOf(db);
  // In the order of the table's key, so that neighbours are written one after the other.
  await sql`insert ${sql.raw(orFail(dialectOf(db)))} into event_related (resource_key, occurred, sequence)
    select distinct ${key}, occurred, sequence from events, ${related}
    where ${isAfter(db, after)} and ${isUpTo(db, upTo)} and ${key} is not null
    order by 1, 2, 3
    on conflict do nothing`.execute(db);
}

/** What joins to events the resources that they are related to, and under which key each is found. */
function relatedOf(db: Connection): { related: RawBuilder<unknown>; key: RawBuilder<unknown> } {
  return isSqlite(db)
    ? {
        related: sql`json_each(events.related) as resource`,
        key: sql`substr(resource.value ->> '$."prefect.resource.id"', 1, 200)`,
      }
    : {
        related: sql`json_array_elements(events.related::json) as resource(value)`,
        key: sql`substr(resource.value ->> 'prefect.resource.id', 1, 200)`,
      };
}

/** Some events that occurred before then, of one name or of any; another server that deletes them has its own. */
export async function selectOldEvents(
  db: Connection,
  before: Timestamp,
  event: string | undefined,
  limit: number,
): Promise<number[]> {
  const ofName = event
    ? sql`and ${keyOf("event", dialectOf(db))} = substr(${event}, 1, 200) and event = ${event}`
    : sql``;
  const { rows } = await sql<{ sequence: number }>`select sequence from events
    where occurred < ${before} ${ofName} order by occurred, sequence limit ${limit} ${skipLocked(db)}`.execute(
    db,
  );
  return rows.map(({ sequence }) => sequence);
}

/** Deletes events with what they are found by. */
export async function deleteEventRows(db: Connection, sequences: readonly number[]): Promise<void> {
  const given = jsonRows(
    db,
    sequences.map((sequence) => [String(sequence)]),
  );
  const chosen = sql`select cast(${given.text(0)} as bigint) from ${given.table}`;
  const { related, key } = relatedOf(db);
  await sql`delete from event_related where (resource_key, occurred, sequence) in (
      select ${key}, occurred, sequence from events, ${related} where sequence in (${chosen})
    )`.execute(db);
  await sql`delete from events where sequence in (${chosen})`.execute(db);
}

/**
 * How far a reader has come, locked until the transaction ends. Another server's waits for it, or with `skips` is
 * told nothing.
 */
export const lockFeedPlace = (
  db: Connection,
  name: string,
  { skips = false } = {},
): Promise<FeedPlace | undefined> =>
  db
    .selectFrom("feed_places")
    .select(["transaction_id as transaction", "sequence"])
    .where("name", "=", name)
    .$if(!isSqlite(db), (query) => (skips ? query.forUpdate().skipLocked() : query.forUpdate()))
    .executeTakeFirst();

export const selectFeedPlace = (db: Connection, name: string): Promise<FeedPlace | undefined> =>
  db
    .selectFrom("feed_places")
    .select(["transaction_id as transaction", "sequence"])
    .where("name", "=", name)
    .executeTakeFirst();

/** Makes room for a reader's place, where it has none yet. */
export async function insertFeedPlace(
  db: Connection,
  name: string,
  place: FeedPlace,
  updated: Timestamp,
): Promise<void> {
  await db
    .insertInto("feed_places")
    .values({ name, transaction_id: place.transaction, sequence: place.sequence, updated })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function updateFeedPlace(
  db: Connection,
  name: string,
  place: FeedPlace,
  updated: Timestamp,
): Promise<void> {
  await db
    .updateTable("feed_places")
    .set({ transaction_id: place.transaction, sequence: place.sequence, updated })
    .where("name", "=", name)
    .execute();
}

/** Stored events from an instant on, by time: what a feed starts with. */
export const selectEventsSince = (
  db: Connection,
  since: string,
  after: { occurred: string; id: string } | null,
  limit: number,
): Promise<EventRow[]> =>
  db
    .selectFrom("events")
    .select([...COLUMNS, "sequence"])
    .where("occurred", ">=", since)
    .$if(after !== null, (query) =>
      query.where((e) =>
        e.or([
          e("occurred", ">", after!.occurred),
          e.and([e("occurred", "=", after!.occurred), e("id", ">", after!.id)]),
        ]),
      ),
    )
    .orderBy("occurred")
    .orderBy("id")
    .limit(limit)
    .execute();

function settledEvents(db: Connection) {
  const events = db.selectFrom("events");
  if (isSqlite(db)) return events;
  return events.where(sql<boolean>`transaction_id < (select ${SETTLED_BEFORE})`);
}

const transactionOf = (db: Connection) =>
  (isSqlite(db) ? sql<number>`0` : sql<number>`transaction_id::text::bigint`).as("transaction");

const TRANSACTION = sql.ref("transaction_id");
const isSqlite = (db: Connection): boolean => dialectOf(db) === "sqlite";

const isAfter = (db: Connection, place: FeedPlace) => compareToPlace(db, ">", place);
const isUpTo = (db: Connection, place: FeedPlace) => compareToPlace(db, "<=", place);

function compareToPlace(db: Connection, comparison: ">" | "<=", { transaction, sequence }: FeedPlace) {
  const compared = sql.raw(comparison);
  return isSqlite(db)
    ? sql<boolean>`sequence ${compared} ${sequence}`
    : sql<boolean>`(transaction_id, sequence) ${compared} (${String(transaction)}::text::xid8, ${sequence})`;
}
