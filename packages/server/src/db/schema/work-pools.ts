import type { Timestamp, WorkPoolStatus, WorkQueueStatus } from "@reeve/protocol";

/** `status_event_id` and `status_time` are of the last event about the status, which the next one may follow. */
export type WorkPoolsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  description: string | null;
  type: string;
  base_job_template: string;
  is_paused: number;
  concurrency_limit: number | null;
  status: WorkPoolStatus | null;
  status_event_id: string | null;
  status_time: Timestamp | null;
  default_queue_id: string | null;
  storage_configuration: string;
};

/** Runs and deployments name their queue by its id without a foreign key: a queue may be gone that they name. */
export type WorkQueuesTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  work_pool_id: string;
  name: string;
  description: string | null;
  is_paused: number;
  concurrency_limit: number | null;
  priority: number;
  filter: string | null;
  last_polled: Timestamp | null;
  status: WorkQueueStatus;
};

/** A worker is online until `offline_from`, by when it would have been heard of again. */
export type WorkersTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  work_pool_id: string;
  name: string;
  last_heartbeat_time: Timestamp;
  heartbeat_interval_seconds: number | null;
  offline_from: Timestamp;
};
