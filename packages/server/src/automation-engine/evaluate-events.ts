import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { comparePlaces, type FeedPlace } from "../events/feed-place.ts";
import {
  getNewestPlace,
  holdPlace,
  listEventsAfter,
  movePlace,
  type UnreadEvent,
} from "../events/reading-place.ts";
import type { AutomationWatch } from "./automation-watch.ts";
import type { Counter } from "./bucket-store.ts";
import { EarlyEvents } from "./early-events.ts";
import { Evaluation } from "./evaluation.ts";

export const READER = "automations";
// A few milliseconds of the writer's time.
const BATCH = 500;

/** How far an evaluation came. */
export type Progress = {
  /** There are more events to be read. */
  readonly isMore: boolean;
  /** Up to when everything has been read; nothing is known of what came after. */
  readonly readUntil: Timestamp;
  /** Somebody fired. */
  readonly hasFired: boolean;
};

/**
 * Reads on in the feed of events and lets the triggers of automations count them. What they count, the place up to which
 * they have, and what is to be done are committed together: no event counts twice or not at all, whatever server reads
 * it and whenever it stops. Undefined while another server reads.
 */
export async function evaluateEvents(
  context: Context,
  watch: AutomationWatch,
): Promise<Progress | undefined> {
  const progress = await context.db.write(async (transaction) => {
    const now = context.now();
    const place = await holdPlace(transaction, READER, now);
    if (!place) return undefined;
    await watch.refresh(transaction);
    if (watch.index.all.length === 0) return skipAll(transaction, place, now);
    const page = await listEventsAfter(transaction, place, BATCH);
    const last = page.at(-1);
    if (!last) return { isMore: false, readUntil: now, hasFired: false };
    const hasFired = await evaluate(context, transaction, watch, page, place);
    await movePlace(transaction, READER, last.place, now);
    const isMore = page.length === BATCH;
    return { isMore, readUntil: isMore ? last.received : now, hasFired };
  });
  if (progress?.hasFired) context.wakeReaders();
  return progress;
}

/** Nobody watches: what has happened so far will be of no interest to an automation that is made later. */
async function skipAll(transaction: Connection, place: FeedPlace, now: Timestamp): Promise<Progress> {
  const newest = await getNewestPlace(transaction);
  if (comparePlaces(newest, place) > 0) await movePlace(transaction, READER, newest, now);
  return { isMore: false, readUntil: now, hasFired: false };
}

async function evaluate(
  context: Context,
  transaction: Connection,
  watch: AutomationWatch,
  page: readonly UnreadEvent[],
  place: FeedPlace,
): Promise<boolean> {
  const evaluation = new Evaluation(context, transaction, watch);
  const concerned = new Map<string, { event: ReceivedEvent; counters: Counter[] }>();
  for (const unread of page) {
    if (!watch.index.mayConcern(unread.name)) continue;
    const event = unread.read();
    const counters = evaluation.countersOf(event);
    if (counters.length > 0) concerned.set(unread.id, { event, counters });
  }
  const early = new EarlyEvents(transaction, context.now());
  const isAnyEarly = await early.load(
    page,
    [...concerned.values()].map(({ event }) => event),
    place,
  );
  if (concerned.size === 0 && !isAnyEarly) return false;
  await evaluation.buckets.load([...concerned.values()].flatMap(({ counters }) => counters));
  // Also what concerns nobody may be what others waited for.
  for (const { id } of page) {
    const one = concerned.get(id);
    if (one && (await early.puts(one.event))) continue;
    if (one) await evaluation.receive(one.event, one.counters);
    for (const follower of await followersOf(early, id)) {
      const counters = evaluation.countersOf(follower);
      await evaluation.buckets.load(counters);
      await evaluation.receive(follower, counters);
    }
  }
  return evaluation.save();
}

/** Those that waited for an event, and those that waited for them. */
async function followersOf(early: EarlyEvents, leaderId: string): Promise<ReceivedEvent[]> {
  const followers = await early.release(leaderId);
  const all: ReceivedEvent[] = [];
  for (const follower of followers) all.push(follower, ...(await followersOf(early, follower.id)));
  return all;
}
