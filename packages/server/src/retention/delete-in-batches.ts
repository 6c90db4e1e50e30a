import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";

/** Deletes at most so many rows, and answers how many it deleted: none when no more are left. */
export type DeleteSome = (transaction: Connection, limit: number) => Promise<number>;

// On SQLite the thread that answers requests does the work, too: a batch is to be over before anybody notices.
const LONGEST_BATCH_MS = 2;
// So many times as long as it worked it rests then, and as long as that elsewhere.
const LONG_REST = 4;
const FIRST_BATCH = 10;

/**
 * Deletes batch after batch, each in a transaction, until none is left or the signal comes; answers how many rows went.
 * Between two it rests at least as long as it worked.
 */
export async function deleteInBatches(
  context: Context,
  signal: AbortSignal,
  deleteSome: DeleteSome,
): Promise<number> {
  const largest = context.settings.serverServicesDbVacuumBatchSize;
  const isShared = context.db.dialect === "sqlite";
  let limit = isShared ? Math.min(FIRST_BATCH, largest) : largest;
  let total = 0;
  while (!signal.aborted) {
    let tookMs = 0;
    const deleted = await context.db.write(async (transaction) => {
      const startedAt = performance.now();
      const count = await deleteSome(transaction, limit);
      tookMs = performance.now() - startedAt;
      return count;
    });
    if (deleted === 0) break;
    total += deleted;
    // Whoever follows what changes takes it in small batches, too.
    context.wakeReaders();
    if (isShared) limit = nextLimit(limit, tookMs, largest);
    await wait(1 + (isShared ? LONG_REST : 1) * tookMs, undefined, { signal }).catch(() => {});
  }
  return total;
}

/** As many rows as seem to take the time that a batch may, but no more than twice as many as before. */
function nextLimit(limit: number, tookMs: number, largest: number): number {
  const fitting = Math.floor(limit * (LONGEST_BATCH_MS / Math.max(tookMs, 0.01)));
  return Math.max(1, Math.min(fitting, 2 * limit, largest));
}
