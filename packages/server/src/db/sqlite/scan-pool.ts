import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CompiledQuery, Dialect as KyselyDialect } from "kysely";
import type { SqliteOptions } from "./sqlite-connection.ts";
import { statementDialect } from "./statement-dialect.ts";

export type ScanRequest = { id: number; sql: string; parameters: readonly unknown[] };
export type ScanReply =
  | { id: number; rows: unknown[] }
  | { id: number; error: { message: string; code?: string } };

type Pending = { resolve(rows: unknown[]): void; reject(error: Error): void };

// One core is left to the thread that answers requests; a few scans at a time are enough.
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

// Built, this module and the thread's lie side by side in another folder, as JavaScript.
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./scan-thread.ts" : "./scan-thread.js",
  import.meta.url,
);

/** Threads that each read the file on a connection of their own; started when first needed. */
class ScanPool {
  readonly #options: SqliteOptions;
  readonly #threads: { worker: Worker; pending: Map<number, Pending> }[] = [];
  #nextId = 1;

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  run(sql: string, parameters: readonly unknown[]): Promise<unknown[]> {
    const thread = this.#leastBusy();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      thread.pending.set(id, { resolve, reject });
      thread.worker.postMessage({ id, sql, parameters } satisfies ScanRequest);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #leastBusy() {
    const [idlest] = this.#threads.toSorted((a, b) => a.pending.size - b.pending.size);
    if (idlest && (idlest.pending.size === 0 || this.#threads.length >= MOST_THREADS)) return idlest;
    return this.#start();
  }

  #start() {
    const worker = new Worker(THREAD, { workerData: this.#options });
    const thread = { worker, pending: new Map<number, Pending>() };
    worker.unref();
    worker.on("message", (reply: ScanReply) => {
      const pending = thread.pending.get(reply.id);
      thread.pending.delete(reply.id);
      if ("error" in reply)
        pending?.reject(Object.assign(new Error(reply.error.message), { code: reply.error.code }));
      else pending?.resolve(reply.rows);
    });
    worker.on("error", (error) => this.#abandon(thread, error));
    worker.on("exit", () => this.#abandon(thread, new Error("A reading thread of the database ended.")));
    this.#threads.push(thread);
    return thread;
  }

  #abandon(thread: { worker: Worker; pending: Map<number, Pending> }, error: Error): void {
    const place = this.#threads.indexOf(thread);
    if (place >= 0) this.#threads.splice(place, 1);
    for (const pending of thread.pending.values()) pending.reject(error);
    thread.pending.clear();
  }
}

/** A Kysely dialect whose queries run on reading threads. */
export function scanDialect(options: SqliteOptions): KyselyDialect {
  const pool = new ScanPool(options);
  return statementDialect({
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => ({
      rows: (await pool.run(sql, parameters)) as R[],
    }),
    close: () => pool.close(),
  });
}
