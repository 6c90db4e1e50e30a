import { availableParallelism } from "node:os";
import type { CompiledQuery, Dialect as KyselyDialect } from "kysely";
import { ReadingThread } from "./reading-thread.ts";
import type { SqliteOptions } from "./sqlite-connection.ts";
import { statementDialect } from "./statement-dialect.ts";

// One core is left to the thread that answers requests; a few scans at a time are enough.
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/** Threads that each read the file on a connection of their own; started when first needed. */
class ScanPool {
  readonly #options: SqliteOptions;
  readonly #threads = new Set<ReadingThread>();

  constructor(options: SqliteOptions) {
    this.#options = options;
  }

  run(sql: string, parameters: readonly unknown[]): Promise<unknown[]> {
    return this.#leastBusy().run(sql, parameters);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  #leastBusy(): ReadingThread {
    const [idlest] = [...this.#threads].sort((a, b) => a.load - b.load);
    if (idlest && (idlest.load === 0 || this.#threads.size >= MOST_THREADS)) return idlest;
    const thread = new ReadingThread(this.#options, () => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
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
