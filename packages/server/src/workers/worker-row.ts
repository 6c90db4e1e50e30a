import type { Timestamp, Worker } from "@reeve/protocol";
import type { WorkersTable } from "../db/schema/work-pools.ts";

/** A worker's row as the API answers it at a certain time. */
export const toWorker = (row: WorkersTable, now: Timestamp): Worker => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  work_pool_id: row.work_pool_id,
  last_heartbeat_time: row.last_heartbeat_time,
  heartbeat_interval_seconds: row.heartbeat_interval_seconds,
  status: row.offline_from >= now ? "ONLINE" : "OFFLINE",
});
