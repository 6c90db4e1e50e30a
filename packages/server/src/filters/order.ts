import type { FlowRunSort, FlowSort, LogSort, TaskRunSort } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";

type Order = readonly RawBuilder<unknown>[];
type Direction = "asc" | "desc";

const ORDER_OF_FLOW_RUNS: Readonly<Record<FlowRunSort, Order>> = {
  ID_DESC: [by("flow_runs.id", "desc")],
  START_TIME_ASC: stable("flow_runs", "sort_time", "asc"),
  START_TIME_DESC: stable("flow_runs", "sort_time", "desc"),
  EXPECTED_START_TIME_ASC: stable("flow_runs", "expected_start_time", "asc"),
  EXPECTED_START_TIME_DESC: stable("flow_runs", "expected_start_time", "desc"),
  NAME_ASC: stable("flow_runs", "name", "asc"),
  NAME_DESC: stable("flow_runs", "name", "desc"),
  NEXT_SCHEDULED_START_TIME_ASC: stable("flow_runs", "next_scheduled_start_time", "asc"),
  END_TIME_DESC: stable("flow_runs", "end_time", "desc"),
};

const ORDER_OF_TASK_RUNS: Readonly<Record<TaskRunSort, Order>> = {
  ID_DESC: [by("task_runs.id", "desc")],
  EXPECTED_START_TIME_ASC: stable("task_runs", "expected_start_time", "asc"),
  EXPECTED_START_TIME_DESC: stable("task_runs", "expected_start_time", "desc"),
  NAME_ASC: stable("task_runs", "name", "asc"),
  NAME_DESC: stable("task_runs", "name", "desc"),
  NEXT_SCHEDULED_START_TIME_ASC: stable("task_runs", "next_scheduled_start_time", "asc"),
  END_TIME_DESC: stable("task_runs", "end_time", "desc"),
};

const ORDER_OF_FLOWS: Readonly<Record<FlowSort, Order>> = {
  CREATED_DESC: stable("flows", "created", "desc"),
  UPDATED_DESC: stable("flows", "updated", "desc"),
  NAME_ASC: stable("flows", "name", "asc"),
  NAME_DESC: stable("flows", "name", "desc"),
};

const ORDER_OF_LOGS: Readonly<Record<LogSort, Order>> = {
  TIMESTAMP_ASC: stable("logs", "timestamp", "asc"),
  TIMESTAMP_DESC: stable("logs", "timestamp", "desc"),
};

/** What flow runs are ordered by; runs without the time in question come last. */
export const flowRunOrder = (sort: FlowRunSort): Order => ORDER_OF_FLOW_RUNS[sort];

/** What task runs are ordered by; runs without the time in question come last. */
export const taskRunOrder = (sort: TaskRunSort): Order => ORDER_OF_TASK_RUNS[sort];

/** What flows are ordered by. */
export const flowOrder = (sort: FlowSort): Order => ORDER_OF_FLOWS[sort];

/** What log lines are ordered by; lines of one instant stay in the order in which they were stored. */
export const logOrder = (sort: LogSort): Order => ORDER_OF_LOGS[sort];

/** Rows that are equal in the column are ordered by their ids, so that no page repeats or misses one. */
function stable(table: string, column: string, direction: Direction): Order {
  return [by(`${table}.${column}`, direction), by(`${table}.id`, direction)];
}

function by(column: string, direction: Direction): RawBuilder<unknown> {
  return sql`${sql.ref(column)} ${sql.raw(direction)} nulls last`;
}
