import { ConcurrencyLimit } from "./concurrency-limits.ts";
import { CreatedBy } from "./flow-runs.ts";
import { Schedule } from "./schedules.ts";
import {
  DateTime,
  JsonObject,
  Labels,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";

/** READY while somebody fetches its runs, from its work queue or by its id. */
export const DeploymentStatus = oneOf("DeploymentStatus", ["READY", "NOT_READY"]);
export type DeploymentStatus = Static<typeof DeploymentStatus>;

/** What becomes of a run that finds no slot free, and how long a slot is kept for a run that has yet to start. */
export const ConcurrencyOptions = open("ConcurrencyOptions", {
  collision_strategy: oneOf("ConcurrencyLimitStrategy", ["ENQUEUE", "CANCEL_NEW"]),
  grace_period_seconds: Type.Optional(Nullable(Type.Integer({ minimum: 60, maximum: 86400 }))),
});
export type ConcurrencyOptions = Static<typeof ConcurrencyOptions>;

export const DeploymentSchedule = open("DeploymentSchedule", {
  ...stored,
  deployment_id: Uuid,
  schedule: Schedule,
  active: Type.Boolean(),
  max_scheduled_runs: Nullable(Type.Integer()),
  parameters: JsonObject,
  slug: Nullable(Type.String()),
});
export type DeploymentSchedule = Static<typeof DeploymentSchedule>;

export const Deployment = open("DeploymentResponse", {
  ...stored,
  name: Type.String(),
  version: Nullable(Type.String()),
  description: Nullable(Type.String()),
  flow_id: Uuid,
  paused: Type.Boolean(),
  schedules: Type.Array(DeploymentSchedule),
  concurrency_limit: Nullable(Type.Integer()),
  global_concurrency_limit: Nullable(ConcurrencyLimit),
  concurrency_options: Nullable(ConcurrencyOptions),
  job_variables: JsonObject,
  parameters: JsonObject,
  tags: Tags,
  labels: Labels,
  work_queue_name: Nullable(Type.String()),
  work_queue_id: Nullable(Uuid),
  last_polled: Nullable(DateTime),
  parameter_openapi_schema: Nullable(JsonObject),
  path: Nullable(Type.String()),
  pull_steps: Nullable(Type.Array(JsonObject)),
  entrypoint: Nullable(Type.String()),
  storage_document_id: Nullable(Uuid),
  infrastructure_document_id: Nullable(Uuid),
  created_by: Nullable(CreatedBy),
  updated_by: Nullable(CreatedBy),
  work_pool_name: Nullable(Type.String()),
  status: DeploymentStatus,
  enforce_parameter_schema: Type.Boolean(),
});
export type Deployment = Static<typeof Deployment>;
