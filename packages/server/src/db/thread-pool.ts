import type { AskedThread } from "./asked-thread.ts";

/** Threads that answer the same questions, started when they are needed. */
export class ThreadPool<Q, A> {
  readonly #most: number;
  readonly #start: (onEnd: () => void) => AskedThread<Q, A>;
  readonly #threads = new Set<AskedThread<Q, A>>();

  constructor(most: number, start: (onEnd: () => void) => AskedThread<Q, A>) {
    this.#most = most;
    this.#start = start;
  }

  /** The thread with the fewest questions to answer; a new one where all have some and there may be more. */
  leastBusy(): AskedThread<Q, A> {
    const idlest = this.#idlest([...this.#threads]);
    return idlest && !this.#mayGrow(idlest) ? idlest : this.#grow();
  }

  /** The same of those that need not load first; undefined while there is none yet. */
  leastBusyReady(): AskedThread<Q, A> | undefined {
    const threads = [...this.#threads];
    const idlest = this.#idlest(threads.filter(({ isReady }) => isReady));
    const isGrowing = threads.some(({ isReady }) => !isReady);
    if (!isGrowing && (!idlest || this.#mayGrow(idlest))) this.#grow();
    return idlest;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #idlest(threads: readonly AskedThread<Q, A>[]): AskedThread<Q, A> | undefined {
    let idlest = threads[0];
    for (const thread of threads) if (thread.load < idlest!.load) idlest = thread;
    return idlest;
  }

  #mayGrow(idlest: AskedThread<Q, A>): boolean {
    return idlest.load > 0 && this.#threads.size < this.#most;
  }

  #grow(): AskedThread<Q, A> {
    const thread = this.#start(() => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
  }
}
