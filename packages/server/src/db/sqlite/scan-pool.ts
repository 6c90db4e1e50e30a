import { availableParallelism } from "node:os";
import type { CompiledQuery, Dialect as KyselyDialect } from "kysely";
import { ThreadPool } from "../thread-pool.ts";
import { type Statement, startReadingThread } from "./reading-thread.ts";
import type { SqliteOptions } from "./sqlite-connection.ts";
import { statementDialect } from "./statement-dialect.ts";

// One core is left to the thread that answers requests; a few scans at a time are enough.
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));

/** A Kysely dialect whose queries run on threads that each read the file on a connection of their own. */
export function scanDialect(options: SqliteOptions): KyselyDialect {
  const pool = new ThreadPool<Statement, unknown[]>(MOST_THREADS, (onEnd) =>
    startReadingThread(options, onEnd),
  );
  return statementDialect({
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => ({
      rows: (await pool.leastBusy().ask({ sql, parameters })) as R[],
    }),
    close: () => pool.close(),
  });
}
