import { endpoint, model, parameters } from "./endpoint.ts";
import { bulk, numberedPage, page, paginated, poolFilters, runFilters } from "./filters.ts";
import {
  DateTime,
  Defaulted,
  JsonObject,
  Labels,
  Maybe,
  Nullable,
  oneOf,
  open,
  Seconds,
  type Static,
  stored,
  strict,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";
import { OrchestrationResult, SetStateBody, State, StateCreate, StateType } from "./states.ts";

/** How often and how a run is retried and paused. `max_retries` and `retry_delay_seconds` are older spellings. */
export const FlowRunPolicy = open("FlowRunPolicy", {
  max_retries: Defaulted(Type.Integer(), 0),
  retry_delay_seconds: Defaulted(Type.Number(), 0),
  retries: Maybe(Type.Integer()),
  retry_delay: Maybe(Type.Integer()),
  pause_keys: Maybe(Type.Array(Type.String())),
  resuming: Type.Optional({ ...Nullable(Type.Boolean()), default: false }),
  retry_type: Maybe(
    Type.Unsafe<"in_process" | "reschedule">({ type: "string", enum: ["in_process", "reschedule"] }),
  ),
});
export type FlowRunPolicy = Static<typeof FlowRunPolicy>;

export const CreatedBy = open("CreatedBy", {
  id: Maybe(Uuid),
  type: Maybe(Type.String()),
  display_value: Maybe(Type.String()),
});
export type CreatedBy = Static<typeof CreatedBy>;

export const FlowRun = open("FlowRunResponse", {
  ...stored,
  name: Type.String(),
  flow_id: Uuid,
  state_id: Nullable(Uuid),
  deployment_id: Nullable(Uuid),
  deployment_version: Nullable(Type.String()),
  work_queue_id: Nullable(Uuid),
  work_queue_name: Nullable(Type.String()),
  flow_version: Nullable(Type.String()),
  parameters: JsonObject,
  idempotency_key: Nullable(Type.String()),
  context: JsonObject,
  empirical_policy: FlowRunPolicy,
  tags: Tags,
  labels: Labels,
  parent_task_run_id: Nullable(Uuid),
  state_type: Nullable(StateType),
  state_name: Nullable(Type.String()),
  run_count: Type.Integer(),
  expected_start_time: Nullable(DateTime),
  next_scheduled_start_time: Nullable(DateTime),
  start_time: Nullable(DateTime),
  end_time: Nullable(DateTime),
  total_run_time: Seconds,
  estimated_run_time: Seconds,
  estimated_start_time_delta: Seconds,
  auto_scheduled: Type.Boolean(),
  infrastructure_document_id: Nullable(Uuid),
  infrastructure_pid: Nullable(Type.String()),
  created_by: Nullable(CreatedBy),
  work_pool_id: Nullable(Uuid),
  work_pool_name: Nullable(Type.String()),
  state: Nullable(State),
  job_variables: Nullable(JsonObject),
});
export type FlowRun = Static<typeof FlowRun>;

export const FlowRunCreate = strict("FlowRunCreate", {
  flow_id: Uuid,
  state: Maybe(StateCreate),
  name: Type.Optional(Type.String()),
  flow_version: Maybe(Type.String()),
  parameters: Type.Optional(JsonObject),
  context: Type.Optional(JsonObject),
  parent_task_run_id: Maybe(Uuid),
  infrastructure_document_id: Maybe(Uuid),
  empirical_policy: Type.Optional(FlowRunPolicy),
  tags: Type.Optional(Tags),
  labels: Maybe(Labels),
  idempotency_key: Maybe(Type.String()),
  work_pool_name: Maybe(Type.String()),
  work_queue_name: Maybe(Type.String()),
  job_variables: Maybe(JsonObject),
  deployment_id: Maybe(Uuid),
});
export type FlowRunCreate = Static<typeof FlowRunCreate>;

export const FlowRunUpdate = strict("FlowRunUpdate", {
  name: Maybe(Type.String()),
  flow_version: Maybe(Type.String()),
  parameters: Type.Optional(JsonObject),
  empirical_policy: Type.Optional(FlowRunPolicy),
  tags: Type.Optional(Tags),
  infrastructure_pid: Maybe(Type.String()),
  job_variables: Maybe(JsonObject),
});
export type FlowRunUpdate = Static<typeof FlowRunUpdate>;

export const FlowRunSort = oneOf("FlowRunSort", [
  "ID_DESC",
  "START_TIME_ASC",
  "START_TIME_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "NEXT_SCHEDULED_START_TIME_ASC",
  "END_TIME_DESC",
]);
export type FlowRunSort = Static<typeof FlowRunSort>;

/** What became of a state that was proposed for one of many runs. */
export const FlowRunOrchestrationResult = open("FlowRunOrchestrationResult", {
  flow_run_id: Uuid,
  ...OrchestrationResult.properties,
});
export type FlowRunOrchestrationResult = Static<typeof FlowRunOrchestrationResult>;

const group = "Flow Runs";
const id = { id: Uuid };
const sort = { sort: Defaulted(FlowRunSort, "ID_DESC") };
const filters = { ...runFilters, ...poolFilters };

export const createFlowRun = endpoint({
  name: "createFlowRun",
  group,
  summary: "Create a flow run, or answer the one that has this idempotency key already",
  method: "POST",
  path: "/flow_runs/",
  body: model(FlowRunCreate),
  keepsNumbers: "parameters",
  answers: { 200: FlowRun, 201: FlowRun },
});
export const updateFlowRun = endpoint({
  name: "updateFlowRun",
  group,
  summary: "Change a flow run; only the fields sent change, and a null name draws a new one",
  method: "PATCH",
  path: "/flow_runs/:id",
  params: id,
  body: model(FlowRunUpdate),
  keepsNumbers: "parameters",
  answers: { 204: null },
});
export const updateFlowRunLabels = endpoint({
  name: "updateFlowRunLabels",
  group,
  summary: "Merge labels into a flow run's",
  method: "PATCH",
  path: "/flow_runs/:id/labels",
  params: id,
  body: model(Labels),
  answers: { 204: null },
});
export const getFlowRun = endpoint({
  name: "getFlowRun",
  group,
  summary: "Read a flow run with its current state",
  method: "GET",
  path: "/flow_runs/:id",
  params: id,
  answers: { 200: FlowRun },
});
export const deleteFlowRun = endpoint({
  name: "deleteFlowRun",
  group,
  summary: "Delete a flow run with its states, task runs and logs",
  method: "DELETE",
  path: "/flow_runs/:id",
  params: id,
  answers: { 204: null },
});
export const listFlowRuns = endpoint({
  name: "listFlowRuns",
  group,
  summary: "List flow runs",
  method: "POST",
  path: "/flow_runs/filter",
  body: parameters(Type.Object({ ...filters, ...sort, ...page })),
  answers: { 200: Type.Array(FlowRun) },
});
export const countFlowRuns = endpoint({
  name: "countFlowRuns",
  group,
  summary: "Count flow runs",
  method: "POST",
  path: "/flow_runs/count",
  body: parameters(Type.Object(filters)),
  answers: { 200: Type.Integer() },
});
export const paginateFlowRuns = endpoint({
  name: "paginateFlowRuns",
  group,
  summary: "Page through flow runs",
  method: "POST",
  path: "/flow_runs/paginate",
  body: parameters(Type.Object({ ...filters, ...sort, ...numberedPage })),
  answers: { 200: paginated("FlowRunPaginationResponse", FlowRun) },
});
export const setFlowRunState = endpoint({
  name: "setFlowRunState",
  group,
  summary: "Propose a state; the answer says whether it was accepted",
  method: "POST",
  path: "/flow_runs/:id/set_state",
  params: id,
  body: parameters(SetStateBody),
  answers: { 200: OrchestrationResult, 201: OrchestrationResult },
});
export const setFlowRunStates = endpoint({
  name: "setFlowRunStates",
  group,
  summary: "Propose a state for flow runs that match; each is judged by itself",
  method: "POST",
  path: "/flow_runs/bulk_set_state",
  body: parameters(Type.Object({ flow_runs: runFilters.flow_runs, ...SetStateBody.properties, ...bulk })),
  answers: {
    200: open("FlowRunBulkSetStateResponse", { results: Type.Array(FlowRunOrchestrationResult) }),
  },
});
export const deleteFlowRuns = endpoint({
  name: "deleteFlowRuns",
  group,
  summary: "Delete flow runs that match, with their states, task runs and logs",
  method: "POST",
  path: "/flow_runs/bulk_delete",
  body: parameters(Type.Object({ flow_runs: runFilters.flow_runs, ...bulk })),
  answers: { 200: open("FlowRunBulkDeleteResponse", { deleted: Type.Array(Uuid) }) },
});
export const downloadFlowRunLogs = endpoint({
  name: "downloadFlowRunLogs",
  group,
  summary: "Download a flow run's log as comma-separated values",
  method: "GET",
  path: "/flow_runs/:id/logs/download",
  params: id,
  answers: { 200: Type.String() },
  mediaType: "text/csv; charset=utf-8",
});
export const resumeFlowRun = endpoint({
  name: "resumeFlowRun",
  group,
  summary: "Resume a paused or suspended flow run",
  method: "POST",
  path: "/flow_runs/:id/resume",
  params: id,
  body: parameters(Type.Object({ run_input: Maybe(JsonObject) })),
  answers: { 200: OrchestrationResult, 201: OrchestrationResult },
});
export const getFlowRunState = endpoint({
  name: "getFlowRunState",
  group: "Flow Run States",
  summary: "Read one state of a flow run",
  method: "GET",
  path: "/flow_run_states/:id",
  params: id,
  answers: { 200: State },
});
export const listFlowRunStates = endpoint({
  name: "listFlowRunStates",
  group: "Flow Run States",
  summary: "Read a flow run's states in the order of their times",
  method: "GET",
  path: "/flow_run_states/",
  query: { flow_run_id: Uuid },
  answers: { 200: Type.Array(State) },
});
