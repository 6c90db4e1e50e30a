import type { ReceivedEvent } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { EventsTable } from "../db/schema/events.ts";
import { FEED_START, type FeedPlace } from "./feed-place.ts";

export type EventRow = Omit<EventsTable, "sequence"> & { sequence: number };

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
    JSON.stringify(event.resource),
    JSON.stringify(event.related),
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
    .selectAll()
    .select(transactionOf(db))
    .where(isAfter(db, place))
    .$if(!isSqlite(db), (query) => query.orderBy(TRANSACTION))
    .orderBy("sequence")
    .limit(limit)
    .execute();

/** Stored events from an instant on, by time: what a feed starts with. */
export const selectEventsSince = (
  db: Connection,
  since: string,
  after: { occurred: string; id: string } | null,
  limit: number,
): Promise<EventRow[]> =>
  db
    .selectFrom("events")
    .selectAll()
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
    .execute() as Promise<EventRow[]>;

// Below the oldest transaction that is still open on PostgreSQL, nothing more can be committed.
function settledEvents(db: Connection) {
  const events = db.selectFrom("events");
  if (isSqlite(db)) return events;
  return events.where(sql<boolean>`transaction_id < pg_snapshot_xmin(pg_current_snapshot())`);
}

const transactionOf = (db: Connection) =>
  (isSqlite(db) ? sql<number>`0` : sql<number>`transaction_id::text::bigint`).as("transaction");

const TRANSACTION = sql.ref("transaction_id");
const isSqlite = (db: Connection): boolean => dialectOf(db) === "sqlite";

const isAfter = (db: Connection, { transaction, sequence }: FeedPlace) =>
  isSqlite(db)
    ? sql<boolean>`sequence > ${sequence}`
    : sql<boolean>`(transaction_id, sequence) > (${String(transaction)}::text::xid8, ${sequence})`;
