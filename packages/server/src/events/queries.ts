import type { ReceivedEvent } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { EventsTable } from "../db/schema/events.ts";

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

/** The sequence number of the newest event that readers may see; 0 when there is none. */
export async function selectNewestSequence(db: Connection): Promise<number> {
  const row = await settledEvents(db)
    .select("sequence")
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** Events after a place in the sequence, oldest first. */
export const selectEventsAfter = (db: Connection, sequence: number, limit: number): Promise<EventRow[]> =>
  settledEvents(db)
    .selectAll()
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    .limit(limit)
    .execute() as Promise<EventRow[]>;

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

// On PostgreSQL a lower sequence number can be committed after a higher one: a reader that went past it would
// never see it, so it stops below the oldest transaction that is still open.
function settledEvents(db: Connection) {
  const events = db.selectFrom("events");
  if (dialectOf(db) === "sqlite") return events;
  return events.where(sql<boolean>`transaction_id < pg_snapshot_xmin(pg_current_snapshot())`);
}
