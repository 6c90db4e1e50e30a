import { Deployment, DeploymentSort } from "./deployments.ts";
import { endpoint, parameters } from "./endpoint.ts";
import { page, poolFilters, runFilters, TaskRunFilter, WorkQueueFilter } from "./filters.ts";
import { FlowRunSort } from "./flow-runs.ts";
import { Flow, FlowSort } from "./flows.ts";
import {
  DateTime,
  Defaulted,
  Maybe,
  Nullable,
  named,
  open,
  Seconds,
  type Static,
  Type,
  Uuid,
} from "./schema.ts";
import { STATE_TYPES } from "./state-types.ts";
import { StateType } from "./states.ts";
import { TaskRun } from "./task-runs.ts";

// As many as a page lists.
const ids = Type.Array(Uuid, { maxItems: 200 });

/** The flow run that a flow will start next. */
export const NextFlowRun = open("SimpleNextFlowRun", {
  id: Uuid,
  flow_id: Uuid,
  name: Type.String(),
  state_name: Type.String(),
  state_type: StateType,
  next_scheduled_start_time: DateTime,
});
export type NextFlowRun = Static<typeof NextFlowRun>;

/** A flow run as a point of a chart: when it started or will start, how long it took, how late it was. */
export const FlowRunPoint = open("SimpleFlowRun", {
  id: Uuid,
  state_type: StateType,
  timestamp: DateTime,
  duration: Seconds,
  lateness: Seconds,
});
export type FlowRunPoint = Static<typeof FlowRunPoint>;

/** One of the last runs of a flow. */
export const RecentRun = open("RecentRun", {
  id: Uuid,
  name: Type.String(),
  state_type: Nullable(StateType),
  state_name: Nullable(Type.String()),
  /** When it began; before that, when it was to. */
  start_time: DateTime,
  seconds: Seconds,
});
export type RecentRun = Static<typeof RecentRun>;

/** A flow with how it has done lately and when it runs next. */
export const FlowRow = open("FlowRow", {
  flow: Flow,
  deployment_count: Type.Integer(),
  next_run: Nullable(NextFlowRun),
  /** The newest first. */
  recent_runs: Type.Array(RecentRun),
  /** Why the last of them failed that did; null when none has. */
  last_failure: Nullable(open("FlowFailure", { flow_run_id: Uuid, reason: Type.String() })),
});
export type FlowRow = Static<typeof FlowRow>;

/** A deployment with how it has done lately and when it runs next. */
export const DeploymentRow = open("DeploymentRow", {
  deployment: Deployment,
  flow_name: Type.String(),
  next_run: FlowRow.properties.next_run,
  recent_runs: FlowRow.properties.recent_runs,
  last_failure: FlowRow.properties.last_failure,
});
export type DeploymentRow = Static<typeof DeploymentRow>;

export type TaskRunCount = { completed: number; failed: number };
export const TaskRunCount = Type.Unsafe<TaskRunCount>(
  named("TaskRunCount", Type.Record(Type.String(), Type.Integer())),
);

export const CountByState = open(
  "CountByState",
  Object.fromEntries(STATE_TYPES.map((type) => [type, Defaulted(Type.Integer(), 0)])),
);
export type CountByState = Record<StateType, number>;

export const UiTaskRun = open("UITaskRun", {
  ...TaskRun.properties,
  flow_run_name: Nullable(Type.String()),
});
export type UiTaskRun = Static<typeof UiTaskRun>;

const group = "UI";
const queueFilters = { work_pools: poolFilters.work_pools, work_queues: Maybe(WorkQueueFilter) };

export const countDeploymentsOfFlows = endpoint({
  name: "countDeploymentsOfFlows",
  group,
  summary: "Count the deployments of each of some flows",
  method: "POST",
  path: "/ui/flows/count-deployments",
  body: parameters(Type.Object({ flow_ids: ids })),
  answers: { 200: Type.Record(Uuid, Type.Integer()) },
});
export const getNextRunsOfFlows = endpoint({
  name: "getNextRunsOfFlows",
  group,
  summary: "Read the next scheduled run of each of some flows; null for a flow that has none",
  method: "POST",
  path: "/ui/flows/next-runs",
  body: parameters(Type.Object({ flow_ids: ids })),
  answers: { 200: Type.Record(Uuid, Nullable(NextFlowRun)) },
});
export const listFlowRows = endpoint({
  name: "listFlowRows",
  group,
  summary:
    "A page of the list of flows: each with its last runs, its next one, and how many deployments it has",
  method: "POST",
  path: "/ui/flows/page",
  body: parameters(Type.Object({ ...runFilters, sort: Defaulted(FlowSort, "NAME_ASC"), ...page })),
  answers: { 200: Type.Array(FlowRow) },
});
export const listDeploymentRows = endpoint({
  name: "listDeploymentRows",
  group,
  summary:
    "A page of the list of deployments: each with the name of its flow, its last runs and its next one",
  method: "POST",
  path: "/ui/deployments/page",
  body: parameters(Type.Object({ ...runFilters, sort: Defaulted(DeploymentSort, "NAME_ASC"), ...page })),
  answers: { 200: Type.Array(DeploymentRow) },
});
export const listFlowRunPoints = endpoint({
  name: "listFlowRunPoints",
  group,
  summary: "List flow runs as the points of a chart",
  method: "POST",
  path: "/ui/flow_runs/history",
  body: parameters(
    Type.Object({
      ...runFilters,
      work_pools: poolFilters.work_pools,
      sort: Defaulted(FlowRunSort, "EXPECTED_START_TIME_DESC"),
      limit: Defaulted(Type.Integer({ maximum: 1000 }), 1000),
      offset: Defaulted(Type.Integer({ minimum: 0 }), 0),
    }),
  ),
  answers: { 200: Type.Array(FlowRunPoint) },
});
export const countTaskRunsOfFlowRuns = endpoint({
  name: "countTaskRunsOfFlowRuns",
  group,
  summary: "Count the task runs of each of some flow runs, without those that stand for subflows",
  method: "POST",
  path: "/ui/flow_runs/count-task-runs",
  body: parameters(Type.Object({ flow_run_ids: ids })),
  answers: { 200: Type.Record(Uuid, Type.Integer()) },
});
export const countTaskRunsOverTime = endpoint({
  name: "countTaskRunsOverTime",
  group,
  summary: "Count how task runs that started in each twentieth of a span of time ended",
  method: "POST",
  path: "/ui/task_runs/dashboard/counts",
  body: parameters(Type.Object({ ...runFilters, ...queueFilters, task_runs: TaskRunFilter })),
  answers: { 200: Type.Array(TaskRunCount) },
});
export const countTaskRunsByState = endpoint({
  name: "countTaskRunsByState",
  group,
  summary: "Count task runs by the types of their states",
  method: "POST",
  path: "/ui/task_runs/count",
  body: parameters(Type.Object(runFilters)),
  answers: { 200: Type.Unsafe<CountByState>(CountByState) },
});
export const getUiTaskRun = endpoint({
  name: "getUiTaskRun",
  group,
  summary: "Read a task run with the name of its flow run",
  method: "GET",
  path: "/ui/task_runs/:id",
  params: { id: Uuid },
  answers: { 200: UiTaskRun },
});
