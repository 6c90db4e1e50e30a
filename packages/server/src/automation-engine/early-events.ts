import { addSeconds, type ReceivedEvent, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import type { FeedPlace } from "../events/feed-place.ts";
import { getEvents, whichAreRead } from "../events/reading-place.ts";
import { deleteEarlyEvents, insertEarlyEvent, selectEarlyEvents, selectLostEvents } from "./queries.ts";

// So long an event waits for the one it follows; then that one is lost, or was never sent.
const LOOKBACK_SECONDS = 15 * 60;

// Of these the server itself tells, in their order, or tells nothing: nobody need wait for what comes before.
const TOLD_IN_ORDER = /^prefect\.(?:flow-run|automation|deployment|work-pool|work-queue)\./;

/**
 * Keeps events in the order of cause and effect. Clients send events over several connections, so that one may come
 * before the one it says it follows; it is put back until then.
 */
export class EarlyEvents {
  readonly #transaction: Connection;
  readonly #now: Timestamp;
  #known = new Set<string>();
  readonly #waiting = new Map<string, string[]>();

  constructor(transaction: Connection, now: Timestamp) {
    this.#transaction = transaction;
    this.#now = now;
  }

  /**
   * Finds out which of the leaders of the events that concern somebody were read before, and who has waited for any event
   * of the page; false when nobody has.
   */
  async load(
    page: readonly { id: string }[],
    concerned: readonly ReceivedEvent[],
    place: FeedPlace,
  ): Promise<boolean> {
    const leaders = concerned.flatMap((event) => (this.#mayWait(event) ? [event.follows!] : []));
    const read = await whichAreRead(this.#transaction, leaders, place);
    const early = await selectEarlyEvents(this.#transaction, [...leaders, ...page.map(({ id }) => id)]);
    const stillEarly = new Set(early.map(({ event_id }) => event_id));
    this.#known = new Set([...read].filter((id) => !stillEarly.has(id)));
    for (const { event_id, leader_id } of early) this.#add(leader_id, event_id);
    return early.length > 0;
  }

  /** True when the event came before the one it follows; it is kept until that one comes. */
  async puts(event: ReceivedEvent): Promise<boolean> {
    if (!this.#mayWait(event) || this.#known.has(event.follows!)) return false;
    this.#add(event.follows!, event.id);
    await insertEarlyEvent(this.#transaction, {
      event_id: event.id,
      leader_id: event.follows!,
      received: event.received,
    });
    return true;
  }

  /** The events that waited for this one, which need wait no longer. */
  async release(leaderId: string): Promise<ReceivedEvent[]> {
    this.#known.add(leaderId);
    const followers = this.#waiting.get(leaderId);
    if (!followers) return [];
    this.#waiting.delete(leaderId);
    await deleteEarlyEvents(this.#transaction, followers);
    for (const { event_id, leader_id } of await selectEarlyEvents(this.#transaction, followers)) {
      this.#add(leader_id, event_id);
    }
    return [...(await getEvents(this.#transaction, followers)).values()];
  }

  #mayWait(event: ReceivedEvent): boolean {
    if (!event.follows || TOLD_IN_ORDER.test(event.resource["prefect.resource.id"] ?? "")) return false;
    return secondsBetween(event.occurred, this.#now) < LOOKBACK_SECONDS;
  }

  #add(leaderId: string, eventId: string): void {
    const there = this.#waiting.get(leaderId);
    if (!there) this.#waiting.set(leaderId, [eventId]);
    else if (!there.includes(eventId)) there.push(eventId);
  }
}

/** The events that have waited in vain, in the order in which they occurred; they wait no longer. */
export async function takeLostEvents(transaction: Connection, now: Timestamp): Promise<ReceivedEvent[]> {
  const rows = await selectLostEvents(transaction, addSeconds(now, -LOOKBACK_SECONDS));
  if (rows.length === 0) return [];
  const ids = rows.map(({ event_id }) => event_id);
  await deleteEarlyEvents(transaction, ids);
  const events = [...(await getEvents(transaction, ids)).values()];
  return events.sort((a, b) => (a.occurred < b.occurred ? -1 : 1));
}
