import type { Context } from "../context.ts";
import { comparePlaces, FEED_START, type FeedPlace } from "./feed-place.ts";
import {
  insertFeedPlace,
  insertRelatedResources,
  lockFeedPlace,
  selectFeedPlace,
  selectNewestPlace,
  selectPlaceAhead,
  updateFeedPlace,
} from "./queries.ts";

const READER = "related-resources";
// A few milliseconds of the writer's time: the events of as many requests share the pages that are written.
const BATCH = 500;

/**
 * Writes down the resources that events are related to, for all events that readers may see by now, and answers how far
 * it came. The events themselves are written without it, so that it costs no request anything, and many events share
 * its work; whoever asks for events by their related resources waits for it.
 */
export async function indexRelatedResources(context: Context): Promise<FeedPlace> {
  const newest = await selectNewestPlace(context.db.reader);
  let place = (await selectFeedPlace(context.db.reader, READER)) ?? FEED_START;
  while (comparePlaces(place, newest) < 0) place = await indexBatch(context);
  return place;
}

const indexBatch = (context: Context): Promise<FeedPlace> =>
  context.db.write(async (transaction) => {
    await insertFeedPlace(transaction, READER, FEED_START, context.now());
    const place = (await lockFeedPlace(transaction, READER)) ?? FEED_START;
    const end = await selectPlaceAhead(transaction, place, BATCH);
    if (!end) return place;
    await insertRelatedResources(transaction, place, end);
    await updateFeedPlace(transaction, READER, end, context.now());
    return end;
  });
