import type { StateType, Timestamp } from "@reeve/protocol";

export type TaskRunsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  flow_run_id: string | null;
  task_key: string;
  dynamic_key: string;
  cache_key: string | null;
  cache_expiration: Timestamp | null;
  task_version: string | null;
  empirical_policy: string;
  tags: string;
  labels: string;
  task_inputs: string;
  state_id: string | null;
  state_type: StateType | null;
  state_name: string | null;
  state_timestamp: Timestamp | null;
  run_count: number;
  flow_run_run_count: number;
  expected_start_time: Timestamp | null;
  next_scheduled_start_time: Timestamp | null;
  start_time: Timestamp | null;
  end_time: Timestamp | null;
  total_run_time: number;
};
