import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { lockWorkPool } from "./queries.ts";
import { updateLockedWorkPool } from "./update-work-pool.ts";

/** Marks a pool as served, or as served by nobody, in a transaction of the caller's, unless it is paused. */
export async function markWorkPool(
  context: Context,
  transaction: Connection,
  id: string,
  status: "READY" | "NOT_READY",
): Promise<void> {
  const pool = await lockWorkPool(transaction, { id });
  if (!pool || pool.status === "PAUSED" || pool.status === null || pool.status === status) return;
  await updateLockedWorkPool(context, transaction, pool, { status });
}
