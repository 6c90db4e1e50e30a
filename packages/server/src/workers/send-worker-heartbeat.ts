import { addSeconds, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { markWorkPool } from "../work-pools/mark-work-pool.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { upsertWorker } from "./queries.ts";

/** What a worker says of itself; without an interval it is taken to say it as often as most do. */
export type Heartbeat = { name: string; heartbeat_interval_seconds?: number | null };

/** Notes that a worker is alive, and with it its pool; a worker nobody heard of before becomes known. */
export async function sendWorkerHeartbeat(
  context: Context,
  poolName: string,
  heartbeat: Heartbeat,
): Promise<void> {
  const changedPool = await context.db.write(async (transaction) => {
    const pool = await findWorkPool(transaction, { name: poolName });
    if (!pool) throw noWorkPoolError(poolName);
    return noteHeartbeat(context, transaction, pool, heartbeat);
  });
  if (changedPool) context.wakeReaders();
}

/** The same in a transaction of the caller's; true when the pool became ready. */
export async function noteHeartbeat(
  context: Context,
  transaction: Connection,
  pool: WorkPoolsTable,
  { name, heartbeat_interval_seconds = null }: Heartbeat,
): Promise<boolean> {
  const isFirst = pool.status === "NOT_READY";
  // The pool before the worker, as where a pool is deleted with its workers, so that neither waits for the other.
  if (isFirst) await markWorkPool(context, transaction, pool.id, "READY");
  const { settings } = context;
  const interval =
    heartbeat_interval_seconds ?? settings.serverServicesForemanFallbackHeartbeatIntervalSeconds;
  const now = context.now();
  await upsertWorker(transaction, {
    id: newId(),
    created: now,
    updated: now,
    work_pool_id: pool.id,
    name,
    last_heartbeat_time: now,
    heartbeat_interval_seconds,
    offline_from: addSeconds(now, settings.serverServicesForemanInactivityHeartbeatMultiple * interval),
  });
  return isFirst;
}
