import type { WorkQueue } from "@reeve/protocol";
import type { WorkQueuesTable } from "../db/schema/work-pools.ts";

/** A queue with what its events say of its pool, and the number of its slots in use, null where nothing limits them. */
export type WorkQueueRow = WorkQueuesTable & {
  work_pool_name: string;
  work_pool_type: string;
  default_queue_id: string | null;
  active_slots: number | null;
};

/** A queue's row as the API answers it. */
export const toWorkQueue = (row: WorkQueueRow): WorkQueue => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  description: row.description,
  is_paused: row.is_paused !== 0,
  concurrency_limit: row.concurrency_limit,
  priority: row.priority,
  work_pool_id: row.work_pool_id,
  filter: row.filter === null ? null : JSON.parse(row.filter),
  last_polled: row.last_polled,
  work_pool_name: row.work_pool_name,
  status: row.status,
  active_slots: row.active_slots,
});
