import { addSeconds, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { GatheredLook } from "../gathered-look.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import type { WorkPoolRow } from "../work-pools/work-pool-row.ts";
import { findDueRuns, findNextDueTime } from "./find-due-runs.ts";
import { type QueueToServe, selectQueuesToServe } from "./queries.ts";

/** What is watched: some of a pool's queues, or all, and runs from so many seconds before their times on. */
export type WatchedRuns = {
  readonly poolName: string;
  readonly queueNames: readonly string[];
  readonly prefetchSeconds: number;
};

/** Whom a watch tells of due runs, and that there is no such pool any more. */
export type DueRunsListener = { onDue(count: number): void; onGone(): void };

// Commits gather this long before somebody looks: far below what anybody notices, and a server at work commits
// thousands of times a second.
const GATHER_MS = 50;
// Other servers on the same database commit without telling us.
const POLL_MS = 1_000;
// Timers count no further.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Tells listeners whenever runs become due that were not before; one watch serves all who watch the same. */
export class DueRunWatch implements Disposable {
  readonly #context: Context;
  readonly #watched: WatchedRuns;
  readonly #listeners = new Set<DueRunsListener>();
  readonly #stopListening: () => void;
  readonly #polling: NodeJS.Timeout | undefined;
  #known: ReadonlySet<string> = new Set();
  readonly #gathered: GatheredLook;
  #next: NodeJS.Timeout | undefined;

  constructor(context: Context, commits: CommitSignal, watched: WatchedRuns) {
    this.#context = context;
    this.#watched = watched;
    this.#gathered = new GatheredLook(
      GATHER_MS,
      () => this.#look(),
      (error) => {
        context.log.error("It could not be seen which runs are due", { error: String(error) });
        this.#lookAgainIn(POLL_MS);
      },
    );
    this.#stopListening = commits.listen(() => this.#wake());
    this.#polling = context.db.dialect === "sqlite" ? undefined : setInterval(() => this.#wake(), POLL_MS);
    this.#polling?.unref();
  }

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  /** Adds a listener, who is told at once of what is due already; the function that comes back removes it. */
  join(listener: DueRunsListener): () => void {
    this.#listeners.add(listener);
    if (this.#known.size > 0) listener.onDue(this.#known.size);
    else this.#wake();
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    clearInterval(this.#polling);
    this.#gathered[Symbol.dispose]();
    clearTimeout(this.#next);
    this.#listeners.clear();
  }

  #wake(): void {
    if (!this.isIdle) this.#gathered.wake();
  }

  async #look(): Promise<void> {
    const pool = await findWorkPool(this.#context.db.reader, { name: this.#watched.poolName });
    if (pool) await this.#lookAt(pool);
    else for (const listener of this.#listeners) listener.onGone();
  }

  async #lookAt(pool: WorkPoolRow): Promise<void> {
    const { queueNames, prefetchSeconds } = this.#watched;
    const all = await selectQueuesToServe(this.#context.db.reader, pool.id);
    const queues = queueNames.length === 0 ? all : all.filter(({ name }) => queueNames.includes(name));
    const before = addSeconds(this.#context.now(), prefetchSeconds);
    const most = this.#context.settings.serverApiDefaultLimit;
    const due = await findDueRuns(this.#context, pool, queues, { before, most });
    // A run that was claimed and scheduled again before anybody looked is due at another time.
    const seen = new Set(due.map((run) => `${run.id} ${run.next_scheduled_start_time}`));
    const isNews = !seen.isSubsetOf(this.#known);
    this.#known = seen;
    if (isNews) for (const listener of this.#listeners) listener.onDue(due.length);
    await this.#lookAgainWhenDue(queues, before);
  }

  /** No commit tells that a run's time has come. */
  async #lookAgainWhenDue(queues: readonly QueueToServe[], after: Timestamp): Promise<void> {
    const time = await findNextDueTime(this.#context, queues, after);
    if (time !== undefined) this.#lookAgainIn(secondsBetween(after, time) * 1000);
  }

  #lookAgainIn(delayMs: number): void {
    clearTimeout(this.#next);
    if (this.isIdle) return;
    this.#next = setTimeout(() => this.#wake(), Math.min(delayMs, LONGEST_TIMER_MS)).unref();
  }
}
