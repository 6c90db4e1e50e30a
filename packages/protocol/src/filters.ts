import {
  anyOf,
  during,
  exists,
  isNull,
  like,
  list,
  noneOf,
  operator,
  resourceFilter,
  text,
} from "./filter-parts.ts";
import {
  DateTime,
  Defaulted,
  Integer32,
  Maybe,
  Nullable,
  type Static,
  strict,
  Type,
  Uuid,
} from "./schema.ts";
import { StateType } from "./states.ts";
import type { TSchema } from "./type-builder.ts";
import { WorkerStatus } from "./worker-status.ts";

export { Operator } from "./filter-parts.ts";

export const FlowFilter = resourceFilter("FlowFilter", {
  id: Maybe(strict("FlowFilterId", { ...anyOf(Uuid), ...noneOf(Uuid) })),
  deployment: Maybe(strict("FlowFilterDeployment", { ...operator, ...isNull })),
  name: Maybe(strict("FlowFilterName", { ...anyOf(text), ...like })),
  tags: Maybe(strict("FlowFilterTags", { ...operator, all_: list(text), ...isNull })),
});
export type FlowFilter = Static<typeof FlowFilter>;

export const FlowRunFilter = resourceFilter("FlowRunFilter", {
  id: Maybe(strict("FlowRunFilterId", { ...anyOf(Uuid), ...noneOf(Uuid) })),
  name: Maybe(strict("FlowRunFilterName", { ...anyOf(text), ...like })),
  tags: Maybe(strict("FlowRunFilterTags", { ...operator, all_: list(text), ...anyOf(text), ...isNull })),
  deployment_id: Maybe(strict("FlowRunFilterDeploymentId", { ...operator, ...anyOf(Uuid), ...isNull })),
  work_queue_name: Maybe(strict("FlowRunFilterWorkQueueName", { ...operator, ...anyOf(text), ...isNull })),
  state: Maybe(
    strict("FlowRunFilterState", {
      ...operator,
      type: Maybe(strict("FlowRunFilterStateType", { ...anyOf(StateType), ...noneOf(StateType) })),
      name: Maybe(strict("FlowRunFilterStateName", { ...anyOf(text), ...noneOf(text) })),
    }),
  ),
  flow_version: Maybe(strict("FlowRunFilterFlowVersion", anyOf(text))),
  start_time: Maybe(strict("FlowRunFilterStartTime", { ...during, ...isNull })),
  end_time: Maybe(strict("FlowRunFilterEndTime", { ...during, ...isNull })),
  expected_start_time: Maybe(strict("FlowRunFilterExpectedStartTime", during)),
  next_scheduled_start_time: Maybe(strict("FlowRunFilterNextScheduledStartTime", during)),
  parent_flow_run_id: Maybe(strict("FlowRunFilterParentFlowRunId", { ...operator, ...anyOf(Uuid) })),
  parent_task_run_id: Maybe(
    strict("FlowRunFilterParentTaskRunId", { ...operator, ...anyOf(Uuid), ...isNull }),
  ),
  idempotency_key: Maybe(strict("FlowRunFilterIdempotencyKey", { ...anyOf(text), ...noneOf(text) })),
  created_by: Maybe(
    strict("FlowRunFilterCreatedBy", { ...operator, id_: list(Uuid), type_: list(text), ...isNull }),
  ),
});
export type FlowRunFilter = Static<typeof FlowRunFilter>;

export const TaskRunFilter = resourceFilter("TaskRunFilter", {
  id: Maybe(strict("TaskRunFilterId", anyOf(Uuid))),
  name: Maybe(strict("TaskRunFilterName", { ...anyOf(text), ...like })),
  tags: Maybe(strict("TaskRunFilterTags", { ...operator, all_: list(text), ...isNull })),
  state: Maybe(
    strict("TaskRunFilterState", {
      ...operator,
      type: Maybe(strict("TaskRunFilterStateType", anyOf(StateType))),
      name: Maybe(strict("TaskRunFilterStateName", anyOf(text))),
    }),
  ),
  start_time: Maybe(strict("TaskRunFilterStartTime", { ...during, ...isNull })),
  end_time: Maybe(strict("TaskRunFilterEndTime", { ...during, ...isNull })),
  expected_start_time: Maybe(strict("TaskRunFilterExpectedStartTime", during)),
  subflow_runs: Maybe(strict("TaskRunFilterSubFlowRuns", exists)),
  flow_run_id: Maybe(
    strict("TaskRunFilterFlowRunId", {
      ...operator,
      ...anyOf(Uuid),
      is_null_: Type.Optional({ ...Nullable(Type.Boolean()), default: false }),
    }),
  ),
});
export type TaskRunFilter = Static<typeof TaskRunFilter>;

export const DeploymentFilter = resourceFilter("DeploymentFilter", {
  id: Maybe(strict("DeploymentFilterId", { ...anyOf(Uuid), ...noneOf(Uuid) })),
  name: Maybe(strict("DeploymentFilterName", { ...anyOf(text), ...like })),
  flow_or_deployment_name: Maybe(strict("DeploymentOrFlowNameFilter", like)),
  paused: Maybe(strict("DeploymentFilterPaused", { eq_: Maybe(Type.Boolean()) })),
  tags: Maybe(strict("DeploymentFilterTags", { ...operator, all_: list(text), ...anyOf(text), ...isNull })),
  work_queue_name: Maybe(strict("DeploymentFilterWorkQueueName", anyOf(text))),
  concurrency_limit: Maybe(
    strict("DeploymentFilterConcurrencyLimit", {
      ge_: Maybe(Type.Integer()),
      le_: Maybe(Type.Integer()),
      ...isNull,
    }),
  ),
});
export type DeploymentFilter = Static<typeof DeploymentFilter>;

export const WorkPoolFilter = resourceFilter("WorkPoolFilter", {
  id: Maybe(strict("WorkPoolFilterId", anyOf(Uuid))),
  name: Maybe(strict("WorkPoolFilterName", anyOf(text))),
  type: Maybe(strict("WorkPoolFilterType", anyOf(text))),
});
export type WorkPoolFilter = Static<typeof WorkPoolFilter>;

export const WorkQueueFilter = resourceFilter("WorkQueueFilter", {
  id: Maybe(strict("WorkQueueFilterId", anyOf(Uuid))),
  name: Maybe(strict("WorkQueueFilterName", { ...anyOf(text), startswith_: list(text) })),
});
export type WorkQueueFilter = Static<typeof WorkQueueFilter>;

export const WorkerFilter = resourceFilter("WorkerFilter", {
  last_heartbeat_time: Maybe(strict("WorkerFilterLastHeartbeatTime", during)),
  status: Maybe(strict("WorkerFilterStatus", { ...anyOf(WorkerStatus), ...noneOf(WorkerStatus) })),
});
export type WorkerFilter = Static<typeof WorkerFilter>;

export const LogFilter = resourceFilter("LogFilter", {
  level: Maybe(strict("LogFilterLevel", { ge_: Maybe(Integer32), le_: Maybe(Integer32) })),
  timestamp: Maybe(strict("LogFilterTimestamp", during)),
  flow_run_id: Maybe(strict("LogFilterFlowRunId", anyOf(Uuid))),
  task_run_id: Maybe(strict("LogFilterTaskRunId", { ...anyOf(Uuid), ...isNull })),
  text: Maybe(strict("LogFilterTextSearch", { query: Type.String({ maxLength: 200 }) })),
});
export type LogFilter = Static<typeof LogFilter>;

export const ArtifactFilter = resourceFilter("ArtifactFilter", {
  id: Maybe(strict("ArtifactFilterId", anyOf(Uuid))),
  key: Maybe(strict("ArtifactFilterKey", { ...anyOf(text), ...like, ...exists })),
  flow_run_id: Maybe(strict("ArtifactFilterFlowRunId", anyOf(Uuid))),
  task_run_id: Maybe(strict("ArtifactFilterTaskRunId", anyOf(Uuid))),
  type: Maybe(strict("ArtifactFilterType", { ...anyOf(text), ...noneOf(text) })),
});
export type ArtifactFilter = Static<typeof ArtifactFilter>;

export const ArtifactCollectionFilter = resourceFilter("ArtifactCollectionFilter", {
  latest_id: Maybe(strict("ArtifactCollectionFilterLatestId", anyOf(Uuid))),
  key: Maybe(strict("ArtifactCollectionFilterKey", { ...anyOf(text), ...like, ...exists })),
  flow_run_id: Maybe(strict("ArtifactCollectionFilterFlowRunId", anyOf(Uuid))),
  task_run_id: Maybe(strict("ArtifactCollectionFilterTaskRunId", anyOf(Uuid))),
  type: Maybe(strict("ArtifactCollectionFilterType", { ...anyOf(text), ...noneOf(text) })),
});
export type ArtifactCollectionFilter = Static<typeof ArtifactCollectionFilter>;

export const AutomationFilter = resourceFilter("AutomationFilter", {
  id: Maybe(strict("AutomationFilterId", anyOf(Uuid))),
  name: Maybe(strict("AutomationFilterName", anyOf(text))),
  created: Maybe(strict("AutomationFilterCreated", { before_: Maybe(DateTime) })),
  tags: Maybe(strict("AutomationFilterTags", { ...operator, all_: list(text), ...anyOf(text), ...isNull })),
});
export type AutomationFilter = Static<typeof AutomationFilter>;

export const VariableFilter = resourceFilter("VariableFilter", {
  id: Maybe(strict("VariableFilterId", anyOf(Uuid))),
  name: Maybe(strict("VariableFilterName", { ...anyOf(text), ...like })),
  tags: Maybe(strict("VariableFilterTags", { ...operator, all_: list(text), ...isNull })),
});
export type VariableFilter = Static<typeof VariableFilter>;

/** The filters any list of runs takes, each on its own resource; together they must all hold. */
export const runFilters = {
  flows: Maybe(FlowFilter),
  flow_runs: Maybe(FlowRunFilter),
  task_runs: Maybe(TaskRunFilter),
  deployments: Maybe(DeploymentFilter),
};
export const poolFilters = {
  work_pools: Maybe(WorkPoolFilter),
  work_pool_queues: Maybe(WorkQueueFilter),
};

/** One page of a list, by offset. */
export const page = {
  limit: Type.Optional(Type.Integer()),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
};

/** As many rows as one call changes or deletes, unless it says fewer; it is made again until none is left. */
export const MOST_AT_ONCE = 50;
export const bulk = { limit: Defaulted(Type.Integer({ minimum: 1, maximum: MOST_AT_ONCE }), MOST_AT_ONCE) };

/** One page of a list, by number, with the total. */
export const numberedPage = {
  limit: Type.Optional(Type.Integer()),
  page: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
};
export const paginated = <T extends TSchema>(title: string, item: T) =>
  Type.Object(
    {
      results: Type.Array(item),
      count: Type.Integer(),
      limit: Type.Integer(),
      pages: Type.Integer(),
      page: Type.Integer(),
    },
    { title },
  );
