import type { FlowRun, FlowRunPolicy } from "@reeve/protocol";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import type { FlowRunStateChange } from "../events/flow-run-event.ts";
import { parseExactJson } from "../exact-json.ts";
import { estimateRunTime, estimateStartTimeDelta } from "../orchestration/bookkeeping.ts";
import type { FlowRunFacts } from "../orchestration/flow-run-transition.ts";
import { completeRetries } from "../retry-policy.ts";
import { currentStateOf, type WithCurrentState } from "../states/state-row.ts";
import type { ResolvedQueue } from "../work-pools/resolve-work-queue.ts";

/** What joins a run's row from its queue and the pool of that; empty where the queue is gone. */
export type WithQueue = {
  queue_name: string | null;
  pool_id: string | null;
  pool_name: string | null;
  pool_type: string | null;
};

export type FlowRunRow = FlowRunsTable & WithCurrentState & WithQueue;

/** What joins the row of a run in this queue, or in none. */
export const joinedQueue = (resolved: ResolvedQueue | null): WithQueue => ({
  queue_name: resolved?.queue.name ?? null,
  pool_id: resolved?.pool.id ?? null,
  pool_name: resolved?.pool.name ?? null,
  pool_type: resolved?.pool.type ?? null,
});

/** A flow run's row as the API answers it; the estimates are those of `now`. */
export function toFlowRun(row: FlowRunRow, now: string): FlowRun {
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    flow_id: row.flow_id,
    state_id: row.state_id,
    deployment_id: row.deployment_id,
    deployment_version: row.deployment_version,
    work_queue_id: row.queue_name === null ? null : row.work_queue_id,
    work_queue_name: row.queue_name ?? row.work_queue_name,
    flow_version: row.flow_version,
    parameters: parseExactJson(row.parameters) as FlowRun["parameters"],
    idempotency_key: row.idempotency_key,
    context: JSON.parse(row.context),
    empirical_policy: JSON.parse(row.empirical_policy),
    tags: JSON.parse(row.tags),
    labels: JSON.parse(row.labels),
    parent_task_run_id: row.parent_task_run_id,
    state_type: row.state_type,
    state_name: row.state_name,
    run_count: row.run_count,
    expected_start_time: row.expected_start_time,
    next_scheduled_start_time: row.next_scheduled_start_time,
    start_time: row.start_time,
    end_time: row.end_time,
    total_run_time: row.total_run_time,
    estimated_run_time: estimateRunTime(row, now),
    estimated_start_time_delta: estimateStartTimeDelta(row, now),
    auto_scheduled: row.auto_scheduled !== 0,
    infrastructure_document_id: row.infrastructure_document_id,
    infrastructure_pid: row.infrastructure_pid,
    created_by: row.created_by === null ? null : JSON.parse(row.created_by),
    work_pool_id: row.pool_id,
    work_pool_name: row.pool_name,
    state: currentStateOf(row),
    job_variables: row.job_variables === null ? null : JSON.parse(row.job_variables),
  };
}

/** What the rules and the events have to know of a run: less than its answer tells, and less to read. */
export const toFacts = (row: FlowRunsTable): FlowRunFacts & FlowRunStateChange["flowRun"] => ({
  id: row.id,
  name: row.name,
  flow_id: row.flow_id,
  deployment_id: row.deployment_id,
  parent_task_run_id: row.parent_task_run_id,
  infrastructure_pid: row.infrastructure_pid,
  created_by: row.created_by === null ? null : JSON.parse(row.created_by),
  tags: JSON.parse(row.tags),
  empirical_policy: JSON.parse(row.empirical_policy),
  run_count: row.run_count,
  start_time: row.start_time,
  end_time: row.end_time,
  total_run_time: row.total_run_time,
  expected_start_time: row.expected_start_time,
  next_scheduled_start_time: row.next_scheduled_start_time,
});

/** A policy with every key present. */
export function completePolicy(policy: FlowRunPolicy = {}): FlowRunPolicy {
  return {
    ...completeRetries(policy),
    pause_keys: policy.pause_keys ?? [],
    resuming: policy.resuming ?? false,
    retry_type: policy.retry_type ?? null,
  };
}
