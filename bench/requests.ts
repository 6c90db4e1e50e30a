import { randomUUID } from "node:crypto";
import type { ApiClient } from "./measure/api-client.ts";

type Created = { id: string };

/** Creates a flow and answers its id. */
export async function createFlow(client: ApiClient): Promise<string> {
  const { id } = await client.call<Created>("/flows/", {
    name: `bench-${randomUUID()}`,
    tags: [],
    labels: {},
  });
  return id;
}

/** The body of `POST /flow_runs/` as Prefect's Python client sends it when a flow is called. */
export function flowRunBody(flowId: string): object {
  return {
    state: stateBody("PENDING"),
    name: null,
    flow_id: flowId,
    flow_version: "f7da9b2c",
    parameters: { x: 1, name: "Marvin" },
    context: {},
    parent_task_run_id: null,
    infrastructure_document_id: null,
    empirical_policy: {
      max_retries: 0,
      retry_delay_seconds: 0,
      retries: 0,
      retry_delay: 0,
      pause_keys: [],
      resuming: false,
      retry_type: null,
    },
    tags: ["bench"],
    idempotency_key: null,
    job_variables: null,
    work_pool_name: null,
    work_queue_name: null,
  };
}

/** The body of `set_state` as Prefect's Python client sends it. */
export const setStateBody = (type: string) => ({ state: stateBody(type), force: false });

/** Creates that many flow runs, one after the other, and answers their ids. */
export async function createFlowRuns(client: ApiClient, flowId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const { id } = await client.call<Created>("/flow_runs/", flowRunBody(flowId));
    ids.push(id);
  }
  return ids;
}

function stateBody(type: string): object {
  const name = type.charAt(0) + type.slice(1).toLowerCase();
  return {
    type,
    name,
    message: null,
    data: null,
    state_details: {
      flow_run_id: null,
      task_run_id: null,
      child_flow_run_id: null,
      scheduled_time: null,
      cache_key: null,
      cache_expiration: null,
      deferred: null,
      untrackable_result: false,
      pause_timeout: null,
      pause_reschedule: false,
      pause_key: null,
      run_input_keyset: null,
      refresh_cache: null,
      retriable: null,
      transition_id: randomUUID(),
      task_parameters_id: null,
      traceparent: null,
      deployment_concurrency_lease_id: null,
    },
  };
}
