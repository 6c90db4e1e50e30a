import { randomUUID } from "node:crypto";
import type { Timestamp } from "@reeve/protocol";
import type { DeploymentsTable } from "../src/db/schema/deployments.ts";
import type { FlowRunsTable } from "../src/db/schema/flow-runs.ts";
import type { FlowsTable } from "../src/db/schema/flows.ts";
import type { LogsTable } from "../src/db/schema/logs.ts";
import type { TaskRunsTable } from "../src/db/schema/task-runs.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../src/db/schema/work-pools.ts";

const SAMPLE_TIME: Timestamp = "2026-01-02T03:04:05.678901Z";

/** A flow's row, of its own name unless the test says otherwise. */
export function sampleFlow(own: Partial<FlowsTable> = {}): FlowsTable {
  const id = own.id ?? randomUUID();
  return {
    id,
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: `flow-${id}`,
    tags: "[]",
    labels: "{}",
    ...own,
  };
}

/** A deployment's row, of its own name unless the test says otherwise. */
export function sampleDeployment(own: Partial<DeploymentsTable> & { flow_id: string }): DeploymentsTable {
  const id = own.id ?? randomUUID();
  return {
    id,
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: `deployment-${id}`,
    version: null,
    description: null,
    paused: 0,
    status: "NOT_READY",
    last_polled: null,
    concurrency_limit_id: null,
    concurrency_options: null,
    work_queue_id: null,
    work_queue_name: null,
    job_variables: "{}",
    parameters: "{}",
    parameter_openapi_schema: null,
    enforce_parameter_schema: 1,
    tags: "[]",
    labels: "{}",
    pull_steps: null,
    path: null,
    entrypoint: null,
    storage_document_id: null,
    infrastructure_document_id: null,
    created_by: null,
    updated_by: null,
    ...own,
  };
}

/** The row of a flow run that has no state and no times yet. */
export function sampleFlowRun(own: Partial<FlowRunsTable> & { flow_id: string }): FlowRunsTable {
  return {
    id: randomUUID(),
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: "sample-flow-run",
    deployment_id: null,
    deployment_version: null,
    work_queue_id: null,
    work_queue_name: null,
    flow_version: null,
    parameters: "{}",
    idempotency_key: null,
    context: "{}",
    empirical_policy: "{}",
    tags: "[]",
    labels: "{}",
    parent_task_run_id: null,
    state_id: null,
    state_type: null,
    state_name: null,
    state_timestamp: null,
    run_count: 0,
    expected_start_time: null,
    next_scheduled_start_time: null,
    start_time: null,
    end_time: null,
    sort_time: own.start_time ?? own.expected_start_time ?? null,
    total_run_time: 0,
    auto_scheduled: 0,
    infrastructure_document_id: null,
    infrastructure_pid: null,
    created_by: null,
    job_variables: null,
    ...own,
  };
}

/** The row of a task run that has no state and no times yet, and belongs to no flow run. */
export function sampleTaskRun(own: Partial<TaskRunsTable> = {}): TaskRunsTable {
  const id = own.id ?? randomUUID();
  return {
    id,
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: "sample-task-run",
    flow_run_id: null,
    task_key: "sample-task",
    dynamic_key: id,
    cache_key: null,
    cache_expiration: null,
    task_version: null,
    empirical_policy: "{}",
    tags: "[]",
    labels: "{}",
    task_inputs: "{}",
    state_id: null,
    state_type: null,
    state_name: null,
    state_timestamp: null,
    run_count: 0,
    flow_run_run_count: 0,
    expected_start_time: null,
    next_scheduled_start_time: null,
    start_time: null,
    end_time: null,
    total_run_time: 0,
    ...own,
  };
}

/** The row of a log line at level INFO that belongs to no run. */
export function sampleLog(own: Partial<LogsTable> = {}): LogsTable {
  return {
    id: randomUUID(),
    created: SAMPLE_TIME,
    name: "sample.logger",
    level: 20,
    message: "a line",
    timestamp: SAMPLE_TIME,
    flow_run_id: null,
    task_run_id: null,
    ...own,
  };
}

/** The row of a pool that has no queue yet. */
export function sampleWorkPool(own: Partial<WorkPoolsTable> = {}): WorkPoolsTable {
  const id = own.id ?? randomUUID();
  return {
    id,
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: `pool-${id}`,
    description: null,
    type: "process",
    base_job_template: "{}",
    is_paused: 0,
    concurrency_limit: null,
    status: "NOT_READY",
    status_event_id: null,
    status_time: null,
    default_queue_id: null,
    storage_configuration: "{}",
    ...own,
  };
}

/** The row of a queue of a pool. */
export function sampleWorkQueue(own: Partial<WorkQueuesTable> & { work_pool_id: string }): WorkQueuesTable {
  const id = own.id ?? randomUUID();
  return {
    id,
    created: SAMPLE_TIME,
    updated: SAMPLE_TIME,
    name: `queue-${id}`,
    description: "",
    is_paused: 0,
    concurrency_limit: null,
    priority: 1,
    filter: null,
    last_polled: null,
    status: "NOT_READY",
    ...own,
  };
}
