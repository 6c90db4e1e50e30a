import type { Context } from "../context.ts";
import { hasOnlineWorker, lockWorkPool, selectUnservedPools } from "./queries.ts";
import { updateLockedWorkPool } from "./update-work-pool.ts";

/** Marks pools as not ready whose last worker went offline; answers how many. */
export async function markUnservedPools(context: Context): Promise<number> {
  const ids = await selectUnservedPools(context.db.scanner, context.now());
  if (ids.length === 0) return 0;
  const marked = await context.db.write(async (transaction) => {
    let count = 0;
    for (const id of ids) {
      const pool = await lockWorkPool(transaction, { id });
      // A worker may have come since it was found.
      if (pool?.status !== "READY" || (await hasOnlineWorker(transaction, id, context.now()))) continue;
      await updateLockedWorkPool(context, transaction, pool, { status: "NOT_READY" });
      count++;
    }
    return count;
  });
  if (marked > 0) context.wakeReaders();
  return marked;
}
