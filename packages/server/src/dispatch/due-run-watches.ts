import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { type DueRunsListener, DueRunWatch, type WatchedRuns } from "./due-run-watch.ts";

/** The watches that somebody listens to: one for all who watch the same, however many workers a pool has. */
export class DueRunWatches implements Disposable {
  readonly #context: Context;
  readonly #commits: CommitSignal;
  readonly #watches = new Map<string, DueRunWatch>();

  constructor(context: Context, commits: CommitSignal) {
    this.#context = context;
    this.#commits = commits;
  }

  /** Tells the listener of due runs until the function that comes back is called. */
  join(watched: WatchedRuns, listener: DueRunsListener): () => void {
    const key = JSON.stringify([watched.poolName, watched.queueNames.toSorted(), watched.prefetchSeconds]);
    const watch = this.#watches.get(key) ?? new DueRunWatch(this.#context, this.#commits, watched);
    this.#watches.set(key, watch);
    const leave = watch.join(listener);
    return () => {
      leave();
      if (!watch.isIdle || this.#watches.get(key) !== watch) return;
      this.#watches.delete(key);
      watch[Symbol.dispose]();
    };
  }

  [Symbol.dispose](): void {
    for (const watch of this.#watches.values()) watch[Symbol.dispose]();
    this.#watches.clear();
  }
}
