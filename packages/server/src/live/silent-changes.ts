import { addSeconds, type LiveChange, type LiveTopic, type Timestamp } from "@reeve/protocol";
import { listConcurrencyLimits } from "../concurrency-limits/read-concurrency-limits.ts";
import type { Context } from "../context.ts";
import { listWorkQueuesChangedSince } from "../work-queues/read-work-queues.ts";
import { listWorkersChangedSince } from "../workers/list-workers.ts";

/** The topics of what changes without an event. */
export type SilentTopic = Extract<LiveTopic, "slots" | "polls">;

type Listener = (changes: LiveChange[]) => void;

// Slots are freed by the clock alone, and other servers take them: nobody tells, so the tables are looked at.
const LOOK_EVERY_MS = 500;
// Rows are given their times a moment before their commit.
const OVERLAP_SECONDS = 2;
const MOST_LIMITS = 1_000;

/** True for the topics that are looked for rather than told by events. */
export const isSilent = (topic: LiveTopic): topic is SilentTopic => topic === "slots" || topic === "polls";

/**
 * What changes without an event: slots that are taken and given back, heartbeats, polls. While somebody listens the
 * tables are looked at twice a second, for all listeners together, and each row that differs is told as it now stands.
 */
export class SilentChanges implements Disposable {
  readonly #topics: Readonly<Record<SilentTopic, Watch>>;

  constructor(context: Context) {
    const onFault = (error: unknown) =>
      context.log.error("Changes without events could not be looked for; trying again", {
        error: String(error),
      });
    this.#topics = {
      slots: new Watch(() => slotRows(context), onFault),
      polls: new Watch(
        (since) => pollRows(context, since),
        onFault,
        () => context.now(),
      ),
    };
  }

  /** Listens from now on; resolves with what ends it once every later change will be told. */
  listen(topic: SilentTopic, listener: Listener): Promise<() => void> {
    return this.#topics[topic].listen(listener);
  }

  [Symbol.dispose](): void {
    for (const watch of Object.values(this.#topics)) watch.stop();
  }
}

/** Rows by their ids. */
type Rows = ReadonlyMap<string, LiveChange>;

class Watch {
  readonly #look: (since: Timestamp) => Promise<Rows>;
  readonly #now: () => Timestamp;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  readonly #seen = new Map<string, string>();
  #since: Timestamp = "";
  #timer: NodeJS.Timeout | undefined;
  #first: Promise<void> = Promise.resolve();
  // Of the listeners there are now: a look that was begun for others ends without another.
  #round = 0;

  constructor(
    look: (since: Timestamp) => Promise<Rows>,
    onFault: (error: unknown) => void,
    now: () => Timestamp = () => "",
  ) {
    this.#look = look;
    this.#onFault = onFault;
    this.#now = now;
  }

  async listen(listener: Listener): Promise<() => void> {
    if (this.#listeners.size === 0) this.#begin();
    this.#listeners.add(listener);
    const leave = () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.stop();
    };
    try {
      await this.#first;
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
    this.#listeners.clear();
    this.#seen.clear();
  }

  #begin(): void {
    this.#since = this.#now();
    const round = this.#round;
    this.#first = this.#findChanges().then(() => this.#lookLater(round));
  }

  #lookLater(round: number): void {
    if (this.#round !== round) return;
    this.#timer = setTimeout(async () => {
      try {
        const changes = await this.#findChanges();
        if (changes.length > 0 && this.#round === round)
          for (const listener of this.#listeners) listener(changes);
      } catch (error) {
        this.#onFault(error);
      }
      this.#lookLater(round);
    }, LOOK_EVERY_MS);
    this.#timer.unref();
  }

  async #findChanges(): Promise<LiveChange[]> {
    const from = this.#since;
    const now = this.#now();
    const rows = await this.#look(from);
    this.#since = now;
    return [...rows].flatMap(([id, change]) => {
      const text = JSON.stringify(change);
      if (this.#seen.get(id) === text) return [];
      this.#seen.set(id, text);
      return [change];
    });
  }
}

async function slotRows(context: Context): Promise<Rows> {
  const limits = await listConcurrencyLimits(context, { limit: MOST_LIMITS, offset: 0 });
  return new Map(limits.map((limit) => [limit.id, { kind: "concurrency-limit", limit }]));
}

async function pollRows(context: Context, since: Timestamp): Promise<Rows> {
  const from = addSeconds(since, -OVERLAP_SECONDS);
  const [workers, queues] = await Promise.all([
    listWorkersChangedSince(context, from),
    listWorkQueuesChangedSince(context, from),
  ]);
  return new Map<string, LiveChange>([
    ...workers.map((worker) => [worker.id, { kind: "worker", worker }] as const),
    ...queues.map((workQueue) => [workQueue.id, { kind: "work-queue", workQueue }] as const),
  ]);
}
