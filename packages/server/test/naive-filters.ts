import {
  type FlowFilter,
  type FlowRunFilter,
  type LogFilter,
  parseTimestamp,
  type TaskRunFilter,
} from "@reeve/protocol";
import type { FlowRunsTable } from "../src/db/schema/flow-runs.ts";
import type { FlowsTable } from "../src/db/schema/flows.ts";
import type { LogsTable } from "../src/db/schema/logs.ts";
import type { TaskRunsTable } from "../src/db/schema/task-runs.ts";
import type { RunFilters } from "../src/filters/index.ts";
import { parseTextSearch } from "../src/filters/parse-text-search.ts";

/** All the rows there are. */
export type World = {
  flows: FlowsTable[];
  flowRuns: FlowRunsTable[];
  taskRuns: TaskRunsTable[];
  logs: LogsTable[];
};

type Junction = { operator?: "and_" | "or_" };
type Text = string | null;

/** The filters of lists, evaluated in memory in the plainest way: what the SQL is held against. */
export const naively = {
  flows: (world: World, flow: FlowsTable, filters: RunFilters): boolean => {
    const { flows, flow_runs, task_runs } = filters;
    if (filters.deployments || filters.work_pools || filters.work_pool_queues) return false;
    if (flows && !flowPasses(flow, flows)) return false;
    if (!flow_runs && !task_runs) return true;
    const ofFlow = world.flowRuns.filter((flowRun) => flowRun.flow_id === flow.id);
    return ofFlow.some((flowRun) => naively.flowRuns(world, flowRun, { flow_runs, task_runs }));
  },

  flowRuns: (world: World, flowRun: FlowRunsTable, filters: RunFilters): boolean => {
    const { flows, flow_runs, task_runs } = filters;
    if (filters.deployments || filters.work_pools || filters.work_pool_queues) return false;
    if (flow_runs && !flowRunPasses(world, flowRun, flow_runs)) return false;
    if (flows && !world.flows.some((flow) => flow.id === flowRun.flow_id && flowPasses(flow, flows)))
      return false;
    if (!task_runs) return true;
    const ofFlowRun = world.taskRuns.filter((taskRun) => taskRun.flow_run_id === flowRun.id);
    return ofFlowRun.some((taskRun) => taskRunPasses(world, taskRun, task_runs));
  },

  taskRuns: (world: World, taskRun: TaskRunsTable, { task_runs, ...others }: RunFilters): boolean => {
    if (task_runs && !taskRunPasses(world, taskRun, task_runs)) return false;
    if (!Object.values(others).some(Boolean)) return true;
    const flowRun = world.flowRuns.find(({ id }) => id === taskRun.flow_run_id);
    return flowRun !== undefined && naively.flowRuns(world, flowRun, others);
  },

  logs: (log: LogsTable, filter: LogFilter): boolean =>
    join(filter, [
      filter.level &&
        join({}, [
          ask(filter.level.ge_, (n) => log.level >= n),
          ask(filter.level.le_, (n) => log.level <= n),
        ]),
      filter.timestamp && time(log.timestamp, filter.timestamp),
      filter.flow_run_id && id(log.flow_run_id, filter.flow_run_id),
      filter.task_run_id && id(log.task_run_id, filter.task_run_id),
      filter.text && search(`${log.message} ${log.name}`, filter.text.query),
    ]),
};

const flowPasses = (flow: FlowsTable, filter: FlowFilter): boolean =>
  join(filter, [
    filter.id && id(flow.id, filter.id),
    filter.name && text(flow.name, filter.name),
    filter.tags && tags(flow.tags, filter.tags),
    filter.deployment && join(filter.deployment, [ask(filter.deployment.is_null_, (isNull) => isNull)]),
  ]);

const flowRunPasses = (world: World, flowRun: FlowRunsTable, filter: FlowRunFilter): boolean =>
  join(filter, [
    filter.id && id(flowRun.id, filter.id),
    filter.name && text(flowRun.name, filter.name),
    filter.tags && tags(flowRun.tags, filter.tags),
    filter.deployment_id && id(flowRun.deployment_id, filter.deployment_id),
    filter.work_queue_name && text(flowRun.work_queue_name, filter.work_queue_name),
    filter.state && state(flowRun, filter.state),
    filter.flow_version && text(flowRun.flow_version, filter.flow_version),
    filter.start_time &&
      time(flowRun.start_time ?? flowRun.expected_start_time, filter.start_time, flowRun.start_time),
    filter.end_time && time(flowRun.end_time, filter.end_time),
    filter.expected_start_time && time(flowRun.expected_start_time, filter.expected_start_time),
    filter.next_scheduled_start_time &&
      time(flowRun.next_scheduled_start_time, filter.next_scheduled_start_time),
    filter.parent_flow_run_id && parentFlowRun(world, flowRun, filter.parent_flow_run_id),
    filter.parent_task_run_id && id(flowRun.parent_task_run_id, filter.parent_task_run_id),
    filter.idempotency_key && text(flowRun.idempotency_key, filter.idempotency_key),
    filter.created_by && creator(flowRun.created_by, filter.created_by),
  ]);

const taskRunPasses = (world: World, taskRun: TaskRunsTable, filter: TaskRunFilter): boolean =>
  join(filter, [
    filter.id && id(taskRun.id, filter.id),
    filter.name && text(taskRun.name, filter.name),
    filter.tags && tags(taskRun.tags, filter.tags),
    filter.state && state(taskRun, filter.state),
    filter.start_time && time(taskRun.start_time, filter.start_time),
    filter.end_time && time(taskRun.end_time, filter.end_time),
    filter.expected_start_time && time(taskRun.expected_start_time, filter.expected_start_time),
    filter.subflow_runs &&
      join({}, [
        ask(
          filter.subflow_runs.exists_,
          (exists) => exists === world.flowRuns.some((flowRun) => flowRun.parent_task_run_id === taskRun.id),
        ),
      ]),
    filter.flow_run_id && flowRunOfTaskRun(taskRun.flow_run_id, filter.flow_run_id),
  ]);

/** Conditions that are not given count for nothing; without any, everything passes. */
function join({ operator }: Junction, conditions: (boolean | null | undefined)[]): boolean {
  const given = conditions.filter((condition) => condition !== null && condition !== undefined);
  if (given.length === 0) return true;
  return operator === "or_" ? given.some(Boolean) : given.every(Boolean);
}

function ask<T>(operand: T | null | undefined, holds: (operand: T) => boolean): boolean | undefined {
  return operand === null || operand === undefined ? undefined : holds(operand);
}

type ValueFilter = Junction & {
  any_?: string[] | null;
  not_any_?: string[] | null;
  is_null_?: boolean | null;
};

function value(own: Text, filter: ValueFilter & { like_?: string | null }): boolean {
  return join(filter, [
    ask(filter.any_, (values) => own !== null && values.includes(own)),
    filter.not_any_?.length ? own !== null && !filter.not_any_.includes(own) : undefined,
    filter.like_ ? own !== null && like(own, filter.like_) : undefined,
    ask(filter.is_null_, (isNull) => isNull === (own === null)),
  ]);
}

const text = value;

const id = (own: Text, filter: ValueFilter): boolean =>
  value(own, {
    ...filter,
    any_: filter.any_?.map((one) => one.toLowerCase()),
    not_any_: filter.not_any_?.map((one) => one.toLowerCase()),
  });

function like(own: string, pattern: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(source, "isu").test(own);
}

type TagFilter = Junction & { all_?: string[] | null; any_?: string[] | null; is_null_?: boolean | null };

function tags(json: string, filter: TagFilter): boolean {
  const own: string[] = JSON.parse(json);
  return join(filter, [
    filter.all_?.length ? filter.all_.every((tag) => own.includes(tag)) : undefined,
    ask(filter.any_, (wanted) => wanted.some((tag) => own.includes(tag))),
    ask(filter.is_null_, (isNull) => isNull === (own.length === 0)),
  ]);
}

type TimeFilter = { before_?: string | null; after_?: string | null; is_null_?: boolean | null };

function time(own: Text, { before_, after_, is_null_ }: TimeFilter, present = own): boolean {
  return join({}, [
    ask(before_, (limit) => own !== null && own <= parseTimestamp(limit)!),
    ask(after_, (limit) => own !== null && own >= parseTimestamp(limit)!),
    ask(is_null_, (isNull) => isNull === (present === null)),
  ]);
}

type StateFilter = Junction & { type?: ValueFilter | null; name?: ValueFilter | null };

const state = (run: { state_type: Text; state_name: Text }, filter: StateFilter): boolean =>
  join(filter, [
    filter.type && value(run.state_type, filter.type),
    filter.name && value(run.state_name, filter.name),
  ]);

function parentFlowRun(world: World, flowRun: FlowRunsTable, filter: ValueFilter): boolean {
  const parent = world.taskRuns.find(({ id }) => id === flowRun.parent_task_run_id);
  return join(filter, [ask(filter.any_, () => parent !== undefined && id(parent.flow_run_id, filter))]);
}

function flowRunOfTaskRun(own: Text, { any_, is_null_ = false }: ValueFilter): boolean {
  if (is_null_) return own === null;
  if (any_) return id(own, { any_ });
  return is_null_ === null || own !== null;
}

type CreatorFilter = Junction & { id_?: string[] | null; type_?: string[] | null; is_null_?: boolean | null };

function creator(json: Text, filter: CreatorFilter): boolean {
  const own: { id?: string; type?: string } = json === null ? {} : JSON.parse(json);
  return join(filter, [
    ask(filter.id_, (any_) => id(own.id ?? null, { any_ })),
    ask(filter.type_, (any_) => value(own.type ?? null, { any_ })),
    ask(filter.is_null_, (isNull) => isNull === (json === null)),
  ]);
}

function search(own: string, query: string): boolean | undefined {
  const { include, exclude, required } = parseTextSearch(query);
  if (include.length + exclude.length + required.length === 0) return undefined;
  const occurs = (term: string) => own.toLowerCase().includes(term.toLowerCase());
  return required.every(occurs) && !exclude.some(occurs) && (include.length === 0 || include.some(occurs));
}
