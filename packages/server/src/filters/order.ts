import type {
  ArtifactSort,
  AutomationSort,
  BlockDocumentSort,
  DeploymentSort,
  FlowRunSort,
  FlowSort,
  LogSort,
  TaskRunSort,
  VariableSort,
} from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";

/** What rows are ordered by, one after the other. */
export type Order = readonly RawBuilder<unknown>[];
type Direction = "asc" | "desc";

const ORDER_OF_FLOW_RUNS: Readonly<Record<FlowRunSort, Order>> = {
  ID_DESC: [by("flow_runs.id", "desc")],
  START_TIME_ASC: byTime("flow_runs", "sort_time", "asc"),
  START_TIME_DESC: byTime("flow_runs", "sort_time", "desc"),
  EXPECTED_START_TIME_ASC: byTime("flow_runs", "expected_start_time", "asc"),
  EXPECTED_START_TIME_DESC: byTime("flow_runs", "expected_start_time", "desc"),
  NAME_ASC: byName("flow_runs", "asc"),
  NAME_DESC: byName("flow_runs", "desc"),
  NEXT_SCHEDULED_START_TIME_ASC: bySchedule("flow_runs"),
  END_TIME_DESC: byTime("flow_runs", "end_time", "desc"),
};

const ORDER_OF_TASK_RUNS: Readonly<Record<TaskRunSort, Order>> = {
  ID_DESC: [by("task_runs.id", "desc")],
  EXPECTED_START_TIME_ASC: byTime("task_runs", "expected_start_time", "asc"),
  EXPECTED_START_TIME_DESC: byTime("task_runs", "expected_start_time", "desc"),
  NAME_ASC: byName("task_runs", "asc"),
  NAME_DESC: byName("task_runs", "desc"),
  NEXT_SCHEDULED_START_TIME_ASC: bySchedule("task_runs"),
  END_TIME_DESC: byTime("task_runs", "end_time", "desc"),
};

const ORDER_OF_FLOWS: Readonly<Record<FlowSort, Order>> = byUniqueNameOrAge("flows");
const ORDER_OF_AUTOMATIONS: Readonly<Record<AutomationSort, Order>> = {
  ...byAge("automations"),
  NAME_ASC: byName("automations", "asc"),
  NAME_DESC: byName("automations", "desc"),
};
const ORDER_OF_VARIABLES: Readonly<Record<VariableSort, Order>> = byUniqueNameOrAge("variables");

const ORDER_OF_LOGS: Readonly<Record<LogSort, Order>> = {
  TIMESTAMP_ASC: [by("logs.timestamp", "asc"), by("logs.id", "asc")],
  TIMESTAMP_DESC: [by("logs.timestamp", "desc"), by("logs.id", "desc")],
};

const ORDER_OF_ARTIFACTS: Readonly<Record<ArtifactSort, Order>> = {
  ...byAge("artifacts"),
  ID_DESC: [by("artifacts.id", "desc")],
  KEY_ASC: [sql`artifacts.key asc nulls first`, by("artifacts.created", "asc"), by("artifacts.id", "asc")],
  KEY_DESC: [sql`artifacts.key desc nulls last`, by("artifacts.created", "desc"), by("artifacts.id", "desc")],
};

const ORDER_OF_ARTIFACT_COLLECTIONS: Readonly<Record<ArtifactSort, Order>> = {
  ...byAge("artifact_collections"),
  ID_DESC: [by("artifact_collections.id", "desc")],
  KEY_ASC: [by("artifact_collections.key", "asc")],
  KEY_DESC: [by("artifact_collections.key", "desc")],
};

const ORDER_OF_BLOCK_DOCUMENTS: Readonly<Record<BlockDocumentSort, Order>> = {
  NAME_ASC: [by("block_documents.name", "asc"), by("block_documents.id", "asc")],
  NAME_DESC: [by("block_documents.name", "desc"), by("block_documents.id", "desc")],
  BLOCK_TYPE_AND_NAME_ASC: [
    by("block_documents.block_type_name", "asc"),
    by("block_documents.name", "asc"),
    by("block_documents.id", "asc"),
  ],
};

/** Puts the rows of a query in an order. */
export const inOrder = <Q extends { orderBy(by: RawBuilder<unknown>): Q }>(query: Q, order: Order): Q =>
  order.reduce((ordered, by) => ordered.orderBy(by), query);

/** What flow runs are ordered by, down to the id, so that no page repeats or misses one; no time is the earliest time. */
export const flowRunOrder = (sort: FlowRunSort): Order => ORDER_OF_FLOW_RUNS[sort];

/** What task runs are ordered by, down to the id, so that no page repeats or misses one; no time is the earliest time. */
export const taskRunOrder = (sort: TaskRunSort): Order => ORDER_OF_TASK_RUNS[sort];

/** What flows are ordered by; their names are unique. */
export const flowOrder = (sort: FlowSort): Order => ORDER_OF_FLOWS[sort];

/** What automations are ordered by. */
export const automationOrder = (sort: AutomationSort): Order => ORDER_OF_AUTOMATIONS[sort];

/** What variables are ordered by; their names are unique. */
export const variableOrder = (sort: VariableSort): Order => ORDER_OF_VARIABLES[sort];

/** What artifacts are ordered by; those without a key come before all keys. */
export const artifactOrder = (sort: ArtifactSort): Order => ORDER_OF_ARTIFACTS[sort];

/** What collections of artifacts are ordered by; their keys are unique. */
export const artifactCollectionOrder = (sort: ArtifactSort): Order => ORDER_OF_ARTIFACT_COLLECTIONS[sort];

/** What block documents are ordered by, down to the id, as types may share a name. */
export const blockDocumentOrder = (sort: BlockDocumentSort): Order => ORDER_OF_BLOCK_DOCUMENTS[sort];

/** What deployments are ordered by, down to the id, as flows may each have one of a name. */
export const deploymentOrder = (sort: DeploymentSort): Order => ORDER_OF_DEPLOYMENTS[sort];

/** What log lines are ordered by; lines of one instant stay in the order in which they were stored. */
export const logOrder = (sort: LogSort): Order => ORDER_OF_LOGS[sort];

const ORDER_OF_DEPLOYMENTS: Readonly<Record<DeploymentSort, Order>> = {
  ...byAge("deployments"),
  NAME_ASC: [by("deployments.name", "asc"), by("deployments.id", "asc")],
  NAME_DESC: [by("deployments.name", "desc"), by("deployments.id", "desc")],
};

function byUniqueNameOrAge(table: string) {
  return {
    ...byAge(table),
    NAME_ASC: [by(`${table}.name`, "asc")],
    NAME_DESC: [by(`${table}.name`, "desc")],
  };
}

function byAge(table: string) {
  return {
    CREATED_DESC: [by(`${table}.created`, "desc"), by(`${table}.id`, "desc")],
    UPDATED_DESC: [by(`${table}.updated`, "desc"), by(`${table}.id`, "desc")],
  };
}

function byTime(table: string, column: string, direction: Direction): Order {
  const nulls = sql.raw(direction === "asc" ? "nulls first" : "nulls last");
  return [sql`${by(`${table}.${column}`, direction)} ${nulls}`, by(`${table}.id`, direction)];
}

/** What is not scheduled comes after everything that is. */
function bySchedule(table: string): Order {
  return [sql`${by(`${table}.next_scheduled_start_time`, "asc")} nulls last`, by(`${table}.id`, "asc")];
}

/** Only the beginning of a name is in the index. */
function byName(table: string, direction: Direction): Order {
  const beginning = sql`substr(${sql.ref(`${table}.name`)}, 1, 100) ${sql.raw(direction)}`;
  return [beginning, by(`${table}.name`, direction), by(`${table}.id`, direction)];
}

function by(column: string, direction: Direction): RawBuilder<unknown> {
  return sql`${sql.ref(column)} ${sql.raw(direction)}`;
}
