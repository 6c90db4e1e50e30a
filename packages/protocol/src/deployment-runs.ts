import { endpoint, model, parameters } from "./endpoint.ts";
import { FlowRun, FlowRunPolicy } from "./flow-runs.ts";
import {
  DateTime,
  JsonObject,
  Labels,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  strict,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";
import { StateCreate } from "./states.ts";

export const DeploymentFlowRunCreate = strict("DeploymentFlowRunCreate", {
  state: Maybe(StateCreate),
  name: Type.Optional(Type.String()),
  parameters: Type.Optional(JsonObject),
  enforce_parameter_schema: Maybe(Type.Boolean()),
  context: Type.Optional(JsonObject),
  infrastructure_document_id: Maybe(Uuid),
  empirical_policy: Type.Optional(FlowRunPolicy),
  tags: Type.Optional(Tags),
  idempotency_key: Maybe(Type.String()),
  labels: Maybe(Labels),
  parent_task_run_id: Maybe(Uuid),
  work_queue_name: Maybe(Type.String()),
  job_variables: Maybe(JsonObject),
});
export type DeploymentFlowRunCreate = Static<typeof DeploymentFlowRunCreate>;

const group = "Deployments";
const id = { id: Uuid };

export const createFlowRunOfDeployment = endpoint({
  name: "createFlowRunOfDeployment",
  group,
  summary: "Run a deployment, now or when the state says; idempotent by key",
  method: "POST",
  path: "/deployments/:id/create_flow_run",
  params: id,
  body: model(DeploymentFlowRunCreate),
  keepsNumbers: "parameters",
  answers: { 201: FlowRun, 200: FlowRun },
});
export const createFlowRunsOfDeployment = endpoint({
  name: "createFlowRunsOfDeployment",
  group,
  summary: "Run a deployment up to a hundred times; one that fails does not keep the others",
  method: "POST",
  path: "/deployments/:id/create_flow_run/bulk",
  params: id,
  body: model(Type.Array(DeploymentFlowRunCreate)),
  keepsNumbers: "parameters",
  answers: {
    200: open("FlowRunBulkCreateResponse", {
      results: Type.Array(
        open("FlowRunCreateResult", {
          flow_run_id: Nullable(Uuid),
          status: oneOf("FlowRunCreateStatus", ["CREATED", "FAILED"]),
          error: Nullable(Type.String()),
        }),
      ),
    }),
  },
});
export const getScheduledFlowRunsOfDeployments = endpoint({
  name: "getScheduledFlowRunsOfDeployments",
  group,
  summary: "The due runs of these deployments, for who serves them",
  method: "POST",
  path: "/deployments/get_scheduled_flow_runs",
  body: parameters(
    Type.Object({
      deployment_ids: Type.Array(Uuid),
      scheduled_before: Type.Optional(DateTime),
      limit: Type.Optional(Type.Integer()),
    }),
  ),
  answers: { 200: Type.Array(FlowRun) },
});
