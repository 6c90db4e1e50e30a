import type { LiveChange, LiveMessage } from "@reeve/protocol";

export type TopicListener = {
  onChanges: (changes: readonly LiveChange[]) => void;
  /** What was read before may be out of date: read it again. */
  onStale: () => void;
};

// Ten pictures a second look alive; more would only warm the machine.
const LEAST_GAP_MS = 100;
// A hidden tab draws no frames, but its data should not be far behind when it is looked at.
const HIDDEN_GAP_MS = 1_000;
// By then a page has had its first answers.
const FIRST_READ_MS = 5_000;

/** One topic inside one tab: keeps its cursor and hands changes on in batches, at most one each 100 ms. */
export class TopicFeed {
  /** The place after the last message; null until the server has answered, unless the page brought one along. */
  cursor: string | null;
  readonly listeners = new Set<TopicListener>();
  #queue: LiveChange[] = [];
  #lastFlush = Number.NEGATIVE_INFINITY;
  #isScheduled = false;
  // Until when a change may be older than what is just being read, and be lost in it.
  #unsureUntil: number;

  constructor(cursor: string | null = null) {
    this.cursor = cursor;
    this.#unsureUntil = cursor === null ? 0 : performance.now() + FIRST_READ_MS;
  }

  receive(message: Exclude<LiveMessage, { type: "error" }>): void {
    const isFirst = this.cursor === null;
    this.cursor = message.cursor;
    if (message.type === "changes") {
      this.#queue.push(...message.changes);
      this.#schedule();
      if (performance.now() < this.#unsureUntil) {
        this.#unsureUntil = 0;
        this.markStale();
      }
    } else if (message.type === "reset" || isFirst) {
      // Between reading the page and the start of the subscription something may have happened.
      this.#queue = [];
      this.markStale();
    }
  }

  markStale(): void {
    for (const listener of this.listeners) listener.onStale();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const gap = this.#lastFlush + LEAST_GAP_MS - performance.now();
    if (document.hidden) setTimeout(this.#flush, HIDDEN_GAP_MS);
    else if (gap > 0) setTimeout(() => this.#flushWithFrame(), gap);
    else this.#flushWithFrame();
  }

  #flushWithFrame(): void {
    // The tab may be hidden before the frame comes.
    const fallback = setTimeout(this.#flush, HIDDEN_GAP_MS);
    requestAnimationFrame(() => {
      clearTimeout(fallback);
      this.#flush();
    });
  }

  #flush = (): void => {
    if (!this.#isScheduled) return;
    this.#isScheduled = false;
    this.#lastFlush = performance.now();
    const changes = this.#queue;
    this.#queue = [];
    if (changes.length > 0) for (const listener of this.listeners) listener.onChanges(changes);
  };
}
