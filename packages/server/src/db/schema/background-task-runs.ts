import type { Timestamp } from "@reeve/protocol";

/**
 * Task runs that wait for a task worker, or that one has claimed and not finished. `due` is the time from which on
 * they may start; `is_retry` puts them before all others.
 */
export type BackgroundTaskRunsTable = {
  task_run_id: string;
  task_key: string;
  parameters_id: string | null;
  is_retry: number;
  due: Timestamp;
  worker_id: string | null;
};

/** Processes that run background tasks. One whose time has expired is gone; without a connection it may come back. */
export type TaskWorkersTable = {
  id: string;
  task_keys: string;
  connection_id: string | null;
  last_seen: Timestamp;
  expires: Timestamp;
};
