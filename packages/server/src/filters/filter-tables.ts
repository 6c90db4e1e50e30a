import type {
  ArtifactCollectionFilter,
  ArtifactFilter,
  AutomationFilter,
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  LogFilter,
  TaskRunFilter,
  Timestamp,
  VariableFilter,
  WorkerFilter,
  WorkerStatus,
  WorkPoolFilter,
  WorkQueueFilter,
} from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { type Condition, EVERY_ROW, type FilterTable, NO_ROW } from "./compile-filter.ts";
import {
  beginningOperator,
  idOperators,
  isNullOperator,
  nameOperators,
  numberOperators,
  rowsOf,
  textOperators,
  timeOperators,
} from "./operators.ts";
import { tagOperators } from "./tag-operators.ts";
import { textSearchOperator } from "./text-search-operator.ts";

export const flowFilterTable: FilterTable<FlowFilter> = {
  id: idOperators("flows.id"),
  name: textOperators("flows.name"),
  tags: tagOperators("flows.tags"),
  deployment: { is_null_: (isNull) => hasDeployment(!isNull) },
};

export const flowRunFilterTable: FilterTable<FlowRunFilter> = {
  id: idOperators("flow_runs.id"),
  name: nameOperators("flow_runs.name"),
  tags: tagOperators("flow_runs.tags"),
  deployment_id: idOperators("flow_runs.deployment_id"),
  work_queue_name: nameOperators("flow_runs.work_queue_name"),
  state: { type: textOperators("flow_runs.state_type"), name: textOperators("flow_runs.state_name") },
  flow_version: textOperators("flow_runs.flow_version"),
  start_time: timeOperators("flow_runs.sort_time", "flow_runs.start_time"),
  end_time: timeOperators("flow_runs.end_time"),
  expected_start_time: timeOperators("flow_runs.expected_start_time"),
  next_scheduled_start_time: timeOperators("flow_runs.next_scheduled_start_time"),
  parent_flow_run_id: { any_: isChildOf },
  parent_task_run_id: idOperators("flow_runs.parent_task_run_id"),
  idempotency_key: textOperators("flow_runs.idempotency_key"),
  created_by: {
    id_: (ids, dialect) =>
      isCreatedBy(
        "id",
        ids.map((id) => id.toLowerCase()),
        dialect,
      ),
    type_: (types, dialect) => isCreatedBy("type", types, dialect),
    is_null_: isNullOperator("flow_runs.created_by"),
  },
};

export const deploymentFilterTable: FilterTable<DeploymentFilter> = {
  id: idOperators("deployments.id"),
  name: textOperators("deployments.name"),
  flow_or_deployment_name: { like_: hasNameLike },
  paused: { eq_: (isPaused) => sql<SqlBool>`deployments.paused = ${Number(isPaused)}` },
  tags: tagOperators("deployments.tags"),
  work_queue_name: textOperators("deployments.work_queue_name"),
  // Kept on the wire for old clients; it asks for nothing.
  concurrency_limit: () => undefined,
};

const flowRunIdOfTaskRun = idOperators("task_runs.flow_run_id");

export const taskRunFilterTable: FilterTable<TaskRunFilter> = {
  id: idOperators("task_runs.id"),
  name: nameOperators("task_runs.name"),
  tags: tagOperators("task_runs.tags"),
  state: { type: textOperators("task_runs.state_type"), name: textOperators("task_runs.state_name") },
  start_time: timeOperators("task_runs.start_time"),
  end_time: timeOperators("task_runs.end_time"),
  expected_start_time: timeOperators("task_runs.expected_start_time"),
  subflow_runs: { exists_: hasSubflowRun },
  // `is_null_` is false unless given, and then `any_` alone decides.
  flow_run_id: ({ any_, is_null_ = false }, dialect) => {
    if (is_null_) return flowRunIdOfTaskRun.is_null_(true, dialect);
    if (any_) return flowRunIdOfTaskRun.any_(any_, dialect);
    return is_null_ === false ? flowRunIdOfTaskRun.is_null_(false, dialect) : EVERY_ROW;
  },
};

export const logFilterTable: FilterTable<LogFilter> = {
  level: numberOperators("logs.level"),
  timestamp: timeOperators("logs.timestamp"),
  flow_run_id: idOperators("logs.flow_run_id"),
  task_run_id: idOperators("logs.task_run_id"),
  text: textSearchOperator(["logs.message", "logs.name"]),
};

export const artifactFilterTable: FilterTable<ArtifactFilter> = {
  id: idOperators("artifacts.id"),
  key: keyOperators("artifacts.key"),
  flow_run_id: idOperators("artifacts.flow_run_id"),
  task_run_id: idOperators("artifacts.task_run_id"),
  type: textOperators("artifacts.type"),
};

/** For rows of collections to which their latest artifact is joined. */
export const artifactCollectionFilterTable: FilterTable<ArtifactCollectionFilter> = {
  latest_id: idOperators("artifact_collections.latest_id"),
  key: keyOperators("artifact_collections.key"),
  flow_run_id: artifactFilterTable.flow_run_id,
  task_run_id: artifactFilterTable.task_run_id,
  type: artifactFilterTable.type,
};

export const automationFilterTable: FilterTable<AutomationFilter> = {
  id: idOperators("automations.id"),
  name: textOperators("automations.name"),
  created: timeOperators("automations.created"),
  tags: tagOperators("automations.tags"),
};

export const variableFilterTable: FilterTable<VariableFilter> = {
  id: idOperators("variables.id"),
  name: textOperators("variables.name"),
  tags: tagOperators("variables.tags"),
};

export const workPoolFilterTable: FilterTable<WorkPoolFilter> = {
  id: idOperators("work_pools.id"),
  name: textOperators("work_pools.name"),
  type: textOperators("work_pools.type"),
};

export const workQueueFilterTable: FilterTable<WorkQueueFilter> = {
  id: idOperators("work_queues.id"),
  name: { ...textOperators("work_queues.name"), startswith_: beginningOperator("work_queues.name") },
};

/** Whether workers are online depends on the present time. */
export const workerFilterTable = (now: Timestamp): FilterTable<WorkerFilter> => ({
  last_heartbeat_time: timeOperators("workers.last_heartbeat_time"),
  status: {
    any_: (statuses) => hasStatus(statuses, now),
    not_any_: (statuses) =>
      hasStatus(
        WORKER_STATUSES.filter((status) => !statuses.includes(status)),
        now,
      ),
  },
});

const WORKER_STATUSES: readonly WorkerStatus[] = ["ONLINE", "OFFLINE"];

function hasStatus(statuses: readonly WorkerStatus[], now: Timestamp): Condition {
  if (statuses.length === 0) return NO_ROW;
  if (new Set(statuses).size === WORKER_STATUSES.length) return EVERY_ROW;
  const comparison = sql.raw(statuses[0] === "ONLINE" ? ">=" : "<");
  return sql<SqlBool>`workers.offline_from ${comparison} ${now}`;
}

function keyOperators(name: string) {
  const { any_, like_, is_null_ } = textOperators(name);
  return {
    any_,
    like_,
    exists_: (exists: boolean, dialect: DialectName) => is_null_(!exists, dialect),
  };
}

function hasDeployment(exists: boolean): Condition {
  const deployments = sql`select 1 from deployments where deployments.flow_id = flows.id`;
  return exists ? sql<SqlBool>`exists (${deployments})` : sql<SqlBool>`not exists (${deployments})`;
}

/** The name of the deployment, or that of its flow. */
function hasNameLike(text: string, dialect: DialectName): Condition | undefined {
  if (text === "") return undefined;
  const ofFlow = textOperators("named_flows.name").like_(text, dialect);
  const flows = sql`select 1 from flows as named_flows where named_flows.id = deployments.flow_id and ${ofFlow}`;
  return sql<SqlBool>`(${textOperators("deployments.name").like_(text, dialect)} or exists (${flows}))`;
}

function isChildOf(flowRunIds: readonly string[], dialect: DialectName): Condition {
  const parents = idOperators("parents.flow_run_id").any_(flowRunIds, dialect);
  return sql<SqlBool>`flow_runs.parent_task_run_id in (select parents.id from task_runs as parents where ${parents})`;
}

function hasSubflowRun(exists: boolean): Condition {
  const subflowRuns = sql`select 1 from flow_runs as subflow_runs where subflow_runs.parent_task_run_id = task_runs.id`;
  return exists ? sql<SqlBool>`exists (${subflowRuns})` : sql<SqlBool>`not exists (${subflowRuns})`;
}

/** Looks for `"key":"value"` in the JSON of the creator: inside a string its quotes would be escaped. */
function isCreatedBy(key: "id" | "type", values: readonly string[], dialect: DialectName): Condition {
  const wanted = rowsOf(
    values.map((value) => `"${key}":${JSON.stringify(value)}`),
    "text",
    dialect,
  );
  const find = sql.raw(dialect === "postgres" ? "strpos" : "instr");
  return sql<SqlBool>`exists (${wanted} where ${find}(flow_runs.created_by, value) > 0)`;
}
