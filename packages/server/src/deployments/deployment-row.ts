import type { ConcurrencyLimit, Deployment, DeploymentSchedule, Timestamp } from "@reeve/protocol";
import type { DeploymentSchedulesTable, DeploymentsTable } from "../db/schema/deployments.ts";
import { parseExactJson } from "../exact-json.ts";

/** A deployment with the names of its queue and the pool of that, where there are any. */
export type DeploymentRow = DeploymentsTable & {
  queue_name: string | null;
  queue_last_polled: Timestamp | null;
  pool_id: string | null;
  pool_name: string | null;
  pool_type: string | null;
};

/** A deployment as the API answers it, its schedules the last changed first. */
export function toDeployment(
  row: DeploymentRow,
  schedules: readonly DeploymentSchedulesTable[],
  limit: ConcurrencyLimit | null,
): Deployment {
  const parsed = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T));
  return {
    id: row.id,
    created: row.created,
    updated: row.updated,
    name: row.name,
    version: row.version,
    description: row.description,
    flow_id: row.flow_id,
    paused: row.paused !== 0,
    schedules: schedules.map(toDeploymentSchedule),
    // Clients read the limit itself; the number beside it is of older days.
    concurrency_limit: null,
    global_concurrency_limit: limit,
    concurrency_options: parsed(row.concurrency_options),
    job_variables: JSON.parse(row.job_variables),
    parameters: parseExactJson(row.parameters) as Deployment["parameters"],
    tags: JSON.parse(row.tags),
    labels: JSON.parse(row.labels),
    work_queue_name: row.queue_name ?? row.work_queue_name,
    // The queue may be gone.
    work_queue_id: row.queue_name === null ? null : row.work_queue_id,
    last_polled: lastPolled(row),
    parameter_openapi_schema: parsed(row.parameter_openapi_schema),
    path: row.path,
    pull_steps: parsed(row.pull_steps) ?? [],
    entrypoint: row.entrypoint,
    storage_document_id: row.storage_document_id,
    infrastructure_document_id: row.infrastructure_document_id,
    created_by: parsed(row.created_by),
    updated_by: parsed(row.updated_by),
    work_pool_name: row.pool_name,
    status: row.status,
    enforce_parameter_schema: row.enforce_parameter_schema !== 0,
  };
}

/** When a deployment was last asked for runs, which is with its queue: the row of that alone is written then. */
export const lastPolled = ({
  last_polled: own,
  queue_last_polled: ofQueue,
}: Pick<DeploymentRow, "last_polled" | "queue_last_polled">): Timestamp | null =>
  own !== null && ofQueue !== null ? (own > ofQueue ? own : ofQueue) : (own ?? ofQueue);

export const toDeploymentSchedule = (row: DeploymentSchedulesTable): DeploymentSchedule => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  deployment_id: row.deployment_id,
  schedule: JSON.parse(row.schedule),
  active: row.active !== 0,
  max_scheduled_runs: row.max_scheduled_runs,
  parameters: parseExactJson(row.parameters) as DeploymentSchedule["parameters"],
  slug: row.slug,
});
