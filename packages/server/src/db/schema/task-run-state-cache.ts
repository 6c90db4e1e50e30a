import type { Timestamp } from "@reeve/protocol";

/** A state that task runs with this key end in at once, until it expires. */
export type TaskRunStateCacheTable = {
  id: string;
  created: Timestamp;
  cache_key: string;
  cache_expiration: Timestamp | null;
  task_run_state_id: string;
};
