import { endpoint, model, parameters } from "./endpoint.ts";
import { numberedPage, page, paginated, runFilters } from "./filters.ts";
import {
  DateTime,
  Defaulted,
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

/** How a task is retried; a list of delays is used one after the other, its last entry repeating. */
export const TaskRunPolicy = open("TaskRunPolicy", {
  max_retries: Defaulted(Type.Integer(), 0),
  retry_delay_seconds: Defaulted(Type.Number(), 0),
  retries: Maybe(Type.Integer()),
  retry_delay: Maybe(Type.Union([Type.Number(), Type.Array(Type.Number(), { maxItems: 50 })])),
  retry_jitter_factor: Maybe(Type.Number({ minimum: 0 })),
});
export type TaskRunPolicy = Static<typeof TaskRunPolicy>;

export const TaskRunResult = open("TaskRunResult", { input_type: Type.Literal("task_run"), id: Uuid });

/** Where an argument of a task came from; runs among them are the edges of the graph. */
export const TaskInput = Type.Union([
  TaskRunResult,
  open("FlowRunResult", { input_type: Type.Literal("flow_run"), id: Uuid }),
  open("Parameter", { input_type: Type.Literal("parameter"), name: Type.String() }),
  open("Constant", { input_type: Type.Literal("constant"), type: Type.String() }),
]);
export type TaskInput = Static<typeof TaskInput>;
const TaskInputs = Type.Record(Type.String(), Type.Array(TaskInput));

export const TaskRun = open("TaskRun", {
  ...stored,
  name: Type.String(),
  flow_run_id: Nullable(Uuid),
  task_key: Type.String(),
  dynamic_key: Type.String(),
  cache_key: Nullable(Type.String()),
  cache_expiration: Nullable(DateTime),
  task_version: Nullable(Type.String()),
  empirical_policy: TaskRunPolicy,
  tags: Tags,
  labels: Labels,
  state_id: Nullable(Uuid),
  task_inputs: TaskInputs,
  state_type: Nullable(StateType),
  state_name: Nullable(Type.String()),
  run_count: Type.Integer(),
  flow_run_run_count: Type.Integer(),
  expected_start_time: Nullable(DateTime),
  next_scheduled_start_time: Nullable(DateTime),
  start_time: Nullable(DateTime),
  end_time: Nullable(DateTime),
  total_run_time: Seconds,
  estimated_run_time: Seconds,
  estimated_start_time_delta: Seconds,
  state: Nullable(State),
});
export type TaskRun = Static<typeof TaskRun>;

export const TaskRunCreate = strict("TaskRunCreate", {
  id: Maybe(Uuid),
  state: Maybe(StateCreate),
  name: Type.Optional(Type.String()),
  flow_run_id: Maybe(Uuid),
  task_key: Type.String(),
  dynamic_key: Type.String(),
  cache_key: Maybe(Type.String()),
  cache_expiration: Maybe(DateTime),
  task_version: Maybe(Type.String()),
  empirical_policy: Type.Optional(TaskRunPolicy),
  tags: Type.Optional(Tags),
  labels: Maybe(Labels),
  task_inputs: Type.Optional(TaskInputs),
});
export type TaskRunCreate = Static<typeof TaskRunCreate>;

export const TaskRunSort = oneOf("TaskRunSort", [
  "ID_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "NEXT_SCHEDULED_START_TIME_ASC",
  "END_TIME_DESC",
]);
export type TaskRunSort = Static<typeof TaskRunSort>;

const group = "Task Runs";
const id = { id: Uuid };
const sort = { sort: Defaulted(TaskRunSort, "ID_DESC") };

export const createTaskRun = endpoint({
  name: "createTaskRun",
  group,
  summary: "Create a task run, or answer the one with the same flow run, task key and dynamic key",
  method: "POST",
  path: "/task_runs/",
  body: model(TaskRunCreate),
  answers: { 200: TaskRun, 201: TaskRun },
});
export const updateTaskRun = endpoint({
  name: "updateTaskRun",
  group,
  summary: "Rename a task run",
  method: "PATCH",
  path: "/task_runs/:id",
  params: id,
  body: model(strict("TaskRunUpdate", { name: Type.Optional(Type.String()) })),
  answers: { 204: null },
});
export const getTaskRun = endpoint({
  name: "getTaskRun",
  group,
  summary: "Read a task run with its current state",
  method: "GET",
  path: "/task_runs/:id",
  params: id,
  answers: { 200: TaskRun },
});
export const deleteTaskRun = endpoint({
  name: "deleteTaskRun",
  group,
  summary: "Delete a task run with its states",
  method: "DELETE",
  path: "/task_runs/:id",
  params: id,
  answers: { 204: null },
});
export const listTaskRuns = endpoint({
  name: "listTaskRuns",
  group,
  summary: "List task runs",
  method: "POST",
  path: "/task_runs/filter",
  body: parameters(Type.Object({ ...runFilters, ...sort, ...page })),
  answers: { 200: Type.Array(TaskRun) },
});
export const countTaskRuns = endpoint({
  name: "countTaskRuns",
  group,
  summary: "Count task runs",
  method: "POST",
  path: "/task_runs/count",
  body: parameters(Type.Object(runFilters)),
  answers: { 200: Type.Integer() },
});
export const paginateTaskRuns = endpoint({
  name: "paginateTaskRuns",
  group,
  summary: "Page through task runs",
  method: "POST",
  path: "/task_runs/paginate",
  body: parameters(Type.Object({ ...runFilters, ...sort, ...numberedPage })),
  answers: { 200: paginated("TaskRunPaginationResponse", TaskRun) },
});
export const setTaskRunState = endpoint({
  name: "setTaskRunState",
  group,
  summary: "Propose a state; the answer says whether it was accepted",
  method: "POST",
  path: "/task_runs/:id/set_state",
  params: id,
  body: parameters(SetStateBody),
  answers: { 200: OrchestrationResult, 201: OrchestrationResult },
});
export const getTaskRunState = endpoint({
  name: "getTaskRunState",
  group: "Task Run States",
  summary: "Read one state of a task run",
  method: "GET",
  path: "/task_run_states/:id",
  params: id,
  answers: { 200: State },
});
export const listTaskRunStates = endpoint({
  name: "listTaskRunStates",
  group: "Task Run States",
  summary: "Read a task run's states in the order of their times",
  method: "GET",
  path: "/task_run_states/",
  query: { task_run_id: Uuid },
  answers: { 200: Type.Array(State) },
});
