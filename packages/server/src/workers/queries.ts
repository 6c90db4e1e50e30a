import type { Timestamp } from "@reeve/protocol";
import type { Expression, SqlBool } from "kysely";
import type { Connection } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { WorkersTable } from "../db/schema/work-pools.ts";

const KNOWN_WORKER = `on conflict (work_pool_id, name) do update set
  updated = excluded.updated, last_heartbeat_time = excluded.last_heartbeat_time,
  heartbeat_interval_seconds = excluded.heartbeat_interval_seconds, offline_from = excluded.offline_from`;

/** Inserts a worker, or notes that the one of its name was heard of again. */
export const upsertWorker = (db: Connection, row: WorkersTable): Promise<void> =>
  insertRows(db, "workers", Object.keys(row) as (keyof WorkersTable)[], [Object.values(row)], KNOWN_WORKER);

export async function deleteWorkerRow(db: Connection, workPoolId: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("workers")
    .where("work_pool_id", "=", workPoolId)
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export const selectWorkers = (
  db: Connection,
  workPoolId: string,
  matches: Expression<SqlBool>,
  { limit, offset }: { limit: number; offset: number },
): Promise<WorkersTable[]> =>
  db
    .selectFrom("workers")
    .selectAll()
    .where("work_pool_id", "=", workPoolId)
    .where(matches)
    .orderBy("last_heartbeat_time", "desc")
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();

/** Workers heard of since a time, and those that went offline between it and now. */
export const selectWorkersChangedSince = (
  db: Connection,
  since: Timestamp,
  now: Timestamp,
): Promise<WorkersTable[]> =>
  db
    .selectFrom("workers")
    .selectAll()
    .where(({ or, and, eb }) =>
      or([eb("updated", ">", since), and([eb("offline_from", ">", since), eb("offline_from", "<=", now)])]),
    )
    .execute();
