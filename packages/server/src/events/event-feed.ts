import type { ReceivedEvent } from "@reeve/protocol";
import type { Log } from "../context.ts";
import type { Database } from "../db/database.ts";
import { comparePlaces, FEED_START, type FeedPlace } from "./feed-place.ts";
import { selectEventsAfter, selectNewestPlace, toEvent } from "./queries.ts";

/** An event with its place in the order of commits. */
export type PlacedEvent = { place: FeedPlace; event: ReceivedEvent };

type Reader = () => void;

const PAGE = 500;
// What a reader that keeps up finds in memory; one that lags further reads the table.
const REMEMBERED = 2_000;
// Other servers on the same database commit without waking us.
const POLL_MS = 500;

/**
 * The committed events, in order, for any number of readers at their own pace. New events are read from the table
 * once for all readers; each keeps a place and asks for what follows it, so a slow one holds up nobody
 * and loses nothing.
 */
export class EventFeed implements Disposable {
  readonly #db: Database;
  readonly #log: Log;
  readonly #readers = new Set<Reader>();
  // Everything after one place, up to the newest.
  #recent: PlacedEvent[] = [];
  #recentAfter = FEED_START;
  #newest = FEED_START;
  #start: Promise<void> = Promise.resolve();
  #reading: Promise<void> | null = null;
  #isStale = false;
  readonly #polling: NodeJS.Timeout | undefined;

  constructor(db: Database, log: Log) {
    this.#db = db;
    this.#log = log;
    if (db.dialect !== "sqlite") {
      this.#polling = setInterval(() => this.wake(), POLL_MS);
      this.#polling.unref();
    }
  }

  /** Calls `reader` whenever there may be new events; resolves with the place from which it sees all of them. */
  async join(reader: Reader): Promise<FeedPlace> {
    if (this.#readers.size === 0) this.#start = this.#startAtNewest();
    this.#readers.add(reader);
    try {
      await this.#start;
    } catch (error) {
      this.#readers.delete(reader);
      throw error;
    }
    return this.#newest;
  }

  /** The newest place this feed has read to. */
  get newest(): FeedPlace {
    return this.#newest;
  }

  leave(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /** Says that something was committed. Costs nothing while nobody reads. */
  wake(): void {
    if (this.#readers.size === 0) return;
    this.#isStale = true;
    this.#reading ??= this.#read()
      .catch((error) => this.#readAgainLater(error))
      .finally(() => {
        this.#reading = null;
        if (this.#isStale) this.wake();
      });
  }

  /** At most a page of the events after a place, oldest first. */
  async after(place: FeedPlace): Promise<PlacedEvent[]> {
    if (comparePlaces(place, this.#newest) >= 0) return [];
    if (comparePlaces(place, this.#recentAfter) < 0) return this.#load(place);
    const start = this.#recent.findIndex((placed) => comparePlaces(placed.place, place) > 0);
    return this.#recent.slice(start, start + PAGE);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#polling);
    this.#readers.clear();
  }

  async #startAtNewest(): Promise<void> {
    const newest = await selectNewestPlace(this.#db.reader);
    this.#recent = [];
    this.#recentAfter = newest;
    this.#newest = newest;
  }

  async #read(): Promise<void> {
    // What is committed while the first reader joins is read once its place is known.
    await this.#start;
    while (this.#isStale) {
      this.#isStale = false;
      const placed = await this.#load(this.#newest);
      const last = placed.at(-1);
      if (!last) continue;
      this.#newest = last.place;
      this.#remember(placed);
      this.#isStale ||= placed.length === PAGE;
      for (const reader of this.#readers) reader();
    }
  }

  #remember(placed: readonly PlacedEvent[]): void {
    const all = [...this.#recent, ...placed];
    const surplus = all.length - REMEMBERED;
    if (surplus > 0) this.#recentAfter = all[surplus - 1]!.place;
    this.#recent = surplus > 0 ? all.slice(surplus) : all;
  }

  #readAgainLater(error: unknown): void {
    this.#log.error("New events could not be read; trying again", { error: String(error) });
    setTimeout(() => this.wake(), POLL_MS).unref();
  }

  async #load(place: FeedPlace): Promise<PlacedEvent[]> {
    const rows = await selectEventsAfter(this.#db.reader, place, PAGE);
    return rows.map((row) => ({
      place: { transaction: row.transaction, sequence: row.sequence },
      event: toEvent(row),
    }));
  }
}
