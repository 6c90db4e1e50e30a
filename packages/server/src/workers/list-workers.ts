import type { Timestamp, Worker, WorkerFilter } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import { workersMatch } from "../filters/index.ts";
import { findWorkPool } from "../work-pools/read-work-pools.ts";
import { noWorkPoolError } from "../work-queues/read-work-queues.ts";
import { selectWorkers, selectWorkersChangedSince } from "./queries.ts";
import { toWorker } from "./worker-row.ts";

/** A pool's workers that match, those heard of last first. */
export async function listWorkers(
  { db, now }: ReadContext,
  poolName: string,
  filter: WorkerFilter | null | undefined,
  page: { limit: number; offset: number },
): Promise<Worker[]> {
  const pool = await findWorkPool(db.reader, { name: poolName });
  if (!pool) throw noWorkPoolError(poolName);
  const at = now();
  const rows = await selectWorkers(db.scanner, pool.id, workersMatch(db.dialect, filter, at), page);
  return rows.map((row) => toWorker(row, at));
}

/** The workers of all pools that were heard of since a time, or have been silent for too long since then. */
export async function listWorkersChangedSince({ db, now }: Context, since: Timestamp): Promise<Worker[]> {
  const at = now();
  return (await selectWorkersChangedSince(db.reader, since, at)).map((row) => toWorker(row, at));
}
