import { isDeepStrictEqual } from "node:util";
import type { WorkPool } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { EventFeed } from "../events/event-feed.ts";
import { FEED_START, type FeedPlace } from "../events/feed-place.ts";
import { GatheredLook } from "../gathered-look.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { toWorkPool } from "../work-pools/work-pool-row.ts";

type Listener = { onChange(pool: WorkPool, reason: string): void; onGone(): void };

// Changes that follow one another closely are told of together.
const GATHER_MS = 50;

/** Tells of every change of a pool that its workers go by, and when the pool is gone. */
export class PoolWatch implements Disposable {
  readonly #context: Context;
  readonly #feed: EventFeed;
  readonly #listener: Listener;
  readonly #gathered: GatheredLook;
  readonly #onEvents = () => this.#gathered.wake();
  #place: FeedPlace = FEED_START;
  #known: WorkPool | undefined;

  constructor(context: Context, feed: EventFeed, listener: Listener) {
    this.#context = context;
    this.#feed = feed;
    this.#listener = listener;
    this.#gathered = new GatheredLook(
      GATHER_MS,
      () => this.#look(),
      (error) => context.log.error("A worker could not be told of its pool", { error: String(error) }),
    );
  }

  /** Begins before the pool is read, so that no change falls between. */
  async begin(): Promise<void> {
    this.#place = await this.#feed.join(this.#onEvents);
  }

  /** Takes the pool as it was just told to the worker. */
  know(pool: WorkPool): void {
    this.#known = pool;
    this.#gathered.wake();
  }

  /** Reads the pool and tells if it is another than the worker knows. */
  async compare(reason: string): Promise<void> {
    const known = this.#known;
    if (!known) return;
    const row = await findWorkPool(this.#context.db.reader, { id: known.id });
    if (!row) return this.#listener.onGone();
    const pool = toWorkPool(row);
    if (isDeepStrictEqual(whatWorkersGoBy(pool), whatWorkersGoBy(known))) return;
    this.#known = pool;
    this.#listener.onChange(pool, reason);
  }

  [Symbol.dispose](): void {
    this.#feed.leave(this.#onEvents);
    this.#gathered[Symbol.dispose]();
  }

  async #look(): Promise<void> {
    if (!this.#known) return;
    const id = `prefect.work-pool.${this.#known.id}`;
    let isChanged = false;
    for (;;) {
      const placed = await this.#feed.after(this.#place);
      const last = placed.at(-1);
      if (!last) break;
      this.#place = last.place;
      isChanged ||= placed.some(({ event }) => event.resource["prefect.resource.id"] === id);
    }
    if (isChanged) await this.compare("work_pool_updated");
  }
}

const whatWorkersGoBy = ({
  base_job_template,
  concurrency_limit,
  is_paused,
  storage_configuration,
}: WorkPool) => ({ base_job_template, concurrency_limit, is_paused, storage_configuration });
