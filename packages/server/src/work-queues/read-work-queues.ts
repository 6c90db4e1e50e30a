import { ReeveError, type Timestamp, type WorkQueue, type WorkQueueFilter } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { workQueuesMatch } from "../filters/index.ts";
import { notFoundError } from "../not-found.ts";
import {
  countQueuesOfPool,
  selectPoolOfQueues,
  selectWorkQueue,
  selectWorkQueues,
  selectWorkQueuesChangedSince,
  selectWorkQueuesOfPool,
  type WorkQueueKey,
} from "./queries.ts";
import type { PoolOfQueue } from "./work-queue-event.ts";
import { toWorkQueue, type WorkQueueRow } from "./work-queue-row.ts";

type Page = { limit: number; offset: number };

/** One queue. */
export async function getWorkQueue({ db }: Context, key: WorkQueueKey): Promise<WorkQueue> {
  const row = await selectWorkQueue(db.reader, key);
  if (!row) throw noWorkQueueError(key);
  return toWorkQueue(row);
}

/** The same for a transaction of the caller's; undefined when it is not there. */
export const findWorkQueue = (
  transaction: Connection,
  key: WorkQueueKey,
): Promise<WorkQueueRow | undefined> => selectWorkQueue(transaction, key);

/** The queues of all pools that match, by their names. */
export async function listWorkQueues(
  { db }: Context,
  filter: WorkQueueFilter | null | undefined,
  page: Page,
): Promise<WorkQueue[]> {
  const rows = await selectWorkQueues(db.scanner, workQueuesMatch(db.dialect, filter), page);
  return rows.map(toWorkQueue);
}

/** A pool's queues that match, by their priorities. */
export async function listWorkQueuesInPool(
  { db }: Context,
  poolName: string,
  filter: WorkQueueFilter | null | undefined,
  page: Page,
): Promise<WorkQueue[]> {
  const pool = await selectPoolOfQueues(db.reader, poolName);
  if (!pool) throw noWorkPoolError(poolName);
  const matches = workQueuesMatch(db.dialect, filter);
  return (await selectWorkQueuesOfPool(db.scanner, pool.id, matches, page)).map(toWorkQueue);
}

/** The queues of all pools that were polled, or changed, since a time. */
export const listWorkQueuesChangedSince = async ({ db }: Context, since: Timestamp): Promise<WorkQueue[]> =>
  (await selectWorkQueuesChangedSince(db.reader, since)).map(toWorkQueue);

/** How many queues a pool has. */
export const countWorkQueuesInPool = ({ db }: Context, workPoolId: string): Promise<number> =>
  countQueuesOfPool(db.scanner, workPoolId);

/** A queue's pool, as its events name it. */
export const poolOf = (row: WorkQueueRow): PoolOfQueue => ({
  id: row.work_pool_id,
  name: row.work_pool_name,
  type: row.work_pool_type,
});

/** The error for a queue that is not there. */
export const noWorkQueueError = (key: WorkQueueKey): ReeveError =>
  "id" in key
    ? notFoundError("work queue", key.id)
    : new ReeveError(
        "not_found",
        `There is no queue named ${key.name} in a work pool named ${key.work_pool_name}.`,
      );

/** The error for a pool that is not there. */
export const noWorkPoolError = (name: string): ReeveError =>
  new ReeveError("not_found", `There is no work pool named ${name}.`);
