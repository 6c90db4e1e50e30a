import type { StateType, Timestamp } from "@reeve/protocol";

/** `sort_time` is start_time, or expected_start_time before there is one: what lists of runs are ordered by. */
export type FlowRunsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  flow_id: string;
  deployment_id: string | null;
  deployment_version: string | null;
  work_queue_id: string | null;
  work_queue_name: string | null;
  flow_version: string | null;
  parameters: string;
  idempotency_key: string | null;
  context: string;
  empirical_policy: string;
  tags: string;
  labels: string;
  parent_task_run_id: string | null;
  state_id: string | null;
  state_type: StateType | null;
  state_name: string | null;
  state_timestamp: Timestamp | null;
  run_count: number;
  expected_start_time: Timestamp | null;
  next_scheduled_start_time: Timestamp | null;
  start_time: Timestamp | null;
  end_time: Timestamp | null;
  sort_time: Timestamp | null;
  total_run_time: number;
  auto_scheduled: number;
  infrastructure_document_id: string | null;
  infrastructure_pid: string | null;
  created_by: string | null;
  job_variables: string | null;
};
