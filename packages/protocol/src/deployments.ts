import { ConcurrencyLimit } from "./concurrency-limits.ts";
import {
  DeploymentSchedule,
  DeploymentScheduleCreate,
  DeploymentScheduleUpdate,
} from "./deployment-schedules.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { DeploymentFilter, numberedPage, page, paginated, poolFilters, runFilters } from "./filters.ts";
import { CreatedBy } from "./flow-runs.ts";
import {
  DateTime,
  Defaulted,
  JsonObject,
  Labels,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";
import { WorkQueue } from "./work-queues.ts";

/** READY while somebody fetches its runs, from its work queue or by its id. */
export const DeploymentStatus = oneOf("DeploymentStatus", ["READY", "NOT_READY"]);
export type DeploymentStatus = Static<typeof DeploymentStatus>;

/** What becomes of a run that finds no slot free, and how long a slot is kept for a run that has yet to start. */
export const ConcurrencyOptions = open("ConcurrencyOptions", {
  collision_strategy: oneOf("ConcurrencyLimitStrategy", ["ENQUEUE", "CANCEL_NEW"]),
  grace_period_seconds: Type.Optional(Nullable(Type.Integer({ minimum: 60, maximum: 86400 }))),
});
export type ConcurrencyOptions = Static<typeof ConcurrencyOptions>;

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

const DeploymentName = Type.String({ pattern: "^[^/%&><]*$" });
const Limit = Type.Integer({ exclusiveMinimum: 0 });
/** What a version of the deployed code is, kept with nothing more than its name. */
const VersionInfo = open("VersionInfo", {
  type: Type.String(),
  version: Type.String(),
});

const changeable = {
  version: Maybe(Type.String()),
  description: Maybe(Type.String()),
  paused: Type.Optional(Type.Boolean({ default: false })),
  concurrency_limit: Maybe(Limit),
  concurrency_options: Maybe(ConcurrencyOptions),
  global_concurrency_limit_id: Maybe(Uuid),
  parameter_openapi_schema: Maybe(JsonObject),
  tags: Type.Optional(Tags),
  work_queue_name: Maybe(Type.String()),
  work_pool_name: Maybe(Type.String()),
  path: Maybe(Type.String()),
  pull_steps: Maybe(Type.Array(JsonObject)),
  entrypoint: Maybe(Type.String()),
  storage_document_id: Maybe(Uuid),
  infrastructure_document_id: Maybe(Uuid),
  version_info: Maybe(VersionInfo),
};

export const DeploymentCreate = strict("DeploymentCreate", {
  ...changeable,
  name: DeploymentName,
  flow_id: Uuid,
  schedules: Type.Optional(Type.Array(DeploymentScheduleCreate)),
  enforce_parameter_schema: Type.Optional(Type.Boolean()),
  parameters: Type.Optional(JsonObject),
  labels: Maybe(Labels),
  job_variables: Type.Optional(JsonObject),
});
export type DeploymentCreate = Static<typeof DeploymentCreate>;

export const DeploymentUpdate = strict("DeploymentUpdate", {
  ...changeable,
  schedules: Type.Optional(Type.Array(DeploymentScheduleUpdate)),
  enforce_parameter_schema: Maybe(Type.Boolean()),
  parameters: Maybe(JsonObject),
  job_variables: Maybe(JsonObject),
});
export type DeploymentUpdate = Static<typeof DeploymentUpdate>;

export const DeploymentSort = oneOf("DeploymentSort", [
  "CREATED_DESC",
  "UPDATED_DESC",
  "NAME_ASC",
  "NAME_DESC",
]);
export type DeploymentSort = Static<typeof DeploymentSort>;

const group = "Deployments";
const id = { id: Uuid };
const filters = { ...runFilters, ...poolFilters };
const sort = { sort: Defaulted(DeploymentSort, "NAME_ASC") };

export const createDeployment = endpoint({
  name: "createDeployment",
  group,
  summary: "Create a deployment, or change the one of the flow that has its name: 200 then",
  method: "POST",
  path: "/deployments/",
  body: model(DeploymentCreate),
  keepsNumbers: "parameters",
  answers: { 201: Deployment, 200: Deployment },
});
export const updateDeployment = endpoint({
  name: "updateDeployment",
  group,
  summary: "Change what is sent of a deployment",
  method: "PATCH",
  path: "/deployments/:id",
  params: id,
  body: model(DeploymentUpdate),
  keepsNumbers: "parameters",
  answers: { 204: null },
});
export const getDeployment = endpoint({
  name: "getDeployment",
  group,
  summary: "Read a deployment",
  method: "GET",
  path: "/deployments/:id",
  params: id,
  answers: { 200: Deployment },
});
export const getDeploymentByName = endpoint({
  name: "getDeploymentByName",
  group,
  summary: "Read a flow's deployment by the names of both",
  method: "GET",
  path: "/deployments/name/:flow_name/:deployment_name",
  params: { flow_name: Type.String(), deployment_name: Type.String() },
  answers: { 200: Deployment },
});
export const deleteDeployment = endpoint({
  name: "deleteDeployment",
  group,
  summary: "Delete a deployment with its schedules and the runs they made that have not started",
  method: "DELETE",
  path: "/deployments/:id",
  params: id,
  answers: { 204: null },
});
export const listDeployments = endpoint({
  name: "listDeployments",
  group,
  summary: "List deployments",
  method: "POST",
  path: "/deployments/filter",
  body: parameters(Type.Object({ ...filters, ...sort, ...page })),
  answers: { 200: Type.Array(Deployment) },
});
export const paginateDeployments = endpoint({
  name: "paginateDeployments",
  group,
  summary: "Page through deployments",
  method: "POST",
  path: "/deployments/paginate",
  body: parameters(Type.Object({ ...filters, ...sort, ...numberedPage })),
  answers: { 200: paginated("DeploymentPaginationResponse", Deployment) },
});
export const countDeployments = endpoint({
  name: "countDeployments",
  group,
  summary: "Count deployments",
  method: "POST",
  path: "/deployments/count",
  body: parameters(Type.Object(filters)),
  answers: { 200: Type.Integer() },
});
export const deleteDeployments = endpoint({
  name: "deleteDeployments",
  group,
  summary: "Delete up to fifty deployments that match",
  method: "POST",
  path: "/deployments/bulk_delete",
  body: parameters(
    Type.Object({
      deployments: Maybe(DeploymentFilter),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 50 })),
    }),
  ),
  answers: { 200: open("DeploymentBulkDeleteResponse", { deleted: Type.Array(Uuid) }) },
});
export const pauseDeployment = endpoint({
  name: "pauseDeployment",
  group,
  summary: "Let its schedules make no more runs, and take those back that have not started",
  method: "POST",
  path: "/deployments/:id/pause_deployment",
  params: id,
  answers: { 200: Type.Null() },
});
export const resumeDeployment = endpoint({
  name: "resumeDeployment",
  group,
  summary: "Let its schedules make runs again",
  method: "POST",
  path: "/deployments/:id/resume_deployment",
  params: id,
  answers: { 200: Type.Null() },
});
export const listQueuesOfDeployment = endpoint({
  name: "listQueuesOfDeployment",
  group,
  summary: "The queues that its runs are fetched from",
  method: "GET",
  path: "/deployments/:id/work_queue_check",
  params: id,
  answers: { 200: Type.Array(WorkQueue) },
});
