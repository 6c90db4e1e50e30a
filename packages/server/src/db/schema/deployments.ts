import type { DeploymentStatus, Timestamp } from "@reeve/protocol";

/** `work_queue_id` is empty where runs are fetched by the deployment itself, as `serve` does. */
export type DeploymentsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  flow_id: string;
  version: string | null;
  description: string | null;
  paused: number;
  status: DeploymentStatus;
  last_polled: Timestamp | null;
  concurrency_limit_id: string | null;
  concurrency_options: string | null;
  work_queue_id: string | null;
  work_queue_name: string | null;
  job_variables: string;
  parameters: string;
  parameter_openapi_schema: string | null;
  enforce_parameter_schema: number;
  tags: string;
  labels: string;
  pull_steps: string | null;
  path: string | null;
  entrypoint: string | null;
  storage_document_id: string | null;
  infrastructure_document_id: string | null;
  created_by: string | null;
  updated_by: string | null;
};

/**
 * `refill_time` is when further runs have to be scheduled; empty while the schedule or its deployment is paused.
 * `scheduled_until` is the time of the last that was; empty when they are to be made from now on.
 */
export type DeploymentSchedulesTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  deployment_id: string;
  schedule: string;
  active: number;
  max_scheduled_runs: number | null;
  parameters: string;
  slug: string | null;
  refill_time: Timestamp | null;
  scheduled_until: Timestamp | null;
};
