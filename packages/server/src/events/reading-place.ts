import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import type { FeedPlace } from "./feed-place.ts";
import {
  insertFeedPlace,
  lockFeedPlace,
  selectEventsAfter,
  selectEventsByIds,
  selectFeedPlace,
  selectIdsUpTo,
  selectNewestPlace,
  toEvent,
  updateFeedPlace,
} from "./queries.ts";

/** An event of the feed, read whole only where somebody asks for it. */
export type UnreadEvent = {
  readonly place: FeedPlace;
  readonly id: string;
  readonly name: string;
  readonly received: Timestamp;
  read(): ReceivedEvent;
};

/**
 * How far a reader that remembers its place has come; it is the reader's alone until the transaction ends, and undefined
 * while another server has it. Who reads for the first time begins with what comes next.
 */
export async function holdPlace(
  transaction: Connection,
  reader: string,
  now: Timestamp,
): Promise<FeedPlace | undefined> {
  const place = await lockFeedPlace(transaction, reader, { skips: true });
  if (place || (await selectFeedPlace(transaction, reader))) return place;
  await insertFeedPlace(transaction, reader, await selectNewestPlace(transaction), now);
  return lockFeedPlace(transaction, reader, { skips: true });
}

/** Remembers how far a reader has come, in the transaction of what it did with what it read. */
export const movePlace = (
  transaction: Connection,
  reader: string,
  place: FeedPlace,
  now: Timestamp,
): Promise<void> => updateFeedPlace(transaction, reader, place, now);

/** The place of the newest event that readers may see. */
export const getNewestPlace = (connection: Connection): Promise<FeedPlace> => selectNewestPlace(connection);

/** At most so many of the events after a place, in their order. */
export async function listEventsAfter(
  connection: Connection,
  place: FeedPlace,
  limit: number,
): Promise<UnreadEvent[]> {
  const rows = await selectEventsAfter(connection, place, limit);
  return rows.map((row) => ({
    place: { transaction: row.transaction, sequence: row.sequence },
    id: row.id,
    name: row.event,
    received: row.received,
    read: () => toEvent(row),
  }));
}

/** Those of the events that are stored, by their ids. */
export async function getEvents(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, ReceivedEvent>> {
  const rows = await selectEventsByIds(connection, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, toEvent(row)]));
}

/** Of the ids those whose events a reader at this place has read. */
export const whichAreRead = async (
  connection: Connection,
  ids: readonly string[],
  place: FeedPlace,
): Promise<Set<string>> => new Set(await selectIdsUpTo(connection, ids, place));
