import type { TaskRun, TaskRunPolicy } from "@reeve/protocol";
import type { TaskRunsTable } from "../db/schema/task-runs.ts";
import { estimateRunTime, estimateStartTimeDelta } from "../orchestration/bookkeeping.ts";
import { completeRetries } from "../retry-policy.ts";
import { currentStateOf, type WithCurrentState } from "../states/state-row.ts";

export type TaskRunRow = TaskRunsTable & WithCurrentState;

/** A task run's row as the API answers it; the estimates are those of `now`. */
export function toTaskRun(row: TaskRunRow, now: string): TaskRun {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    flow_run_id: row.flow_run_id,
    task_key: row.task_key,
    dynamic_key: row.dynamic_key,
    cache_key: row.cache_key,
    cache_expiration: row.cache_expiration,
    task_version: row.task_version,
    empirical_policy: JSON.parse(row.empirical_policy),
    tags: JSON.parse(row.tags),
    labels: JSON.parse(row.labels),
    state_id: row.state_id,
    task_inputs: JSON.parse(row.task_inputs),
    state_type: row.state_type,
    state_name: row.state_name,
    run_count: row.run_count,
    flow_run_run_count: row.flow_run_run_count,
    expected_start_time: row.expected_start_time,
    next_scheduled_start_time: row.next_scheduled_start_time,
    start_time: row.start_time,
    end_time: row.end_time,
    total_run_time: row.total_run_time,
    estimated_run_time: estimateRunTime(row, now),
    estimated_start_time_delta: estimateStartTimeDelta(row, now),
    state: currentStateOf(row),
  };
}

/** A policy with every key present. */
export function completePolicy(policy: TaskRunPolicy = {}): TaskRunPolicy {
  return {
    ...completeRetries(policy),
    retry_jitter_factor: policy.retry_jitter_factor ?? null,
  };
}
