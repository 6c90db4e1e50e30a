import type {
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  LogFilter,
  TaskRunFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from "@reeve/protocol";
import type { DeploymentsTable } from "../src/db/schema/deployments.ts";
import type { FlowRunsTable } from "../src/db/schema/flow-runs.ts";
import type { FlowsTable } from "../src/db/schema/flows.ts";
import type { LogsTable } from "../src/db/schema/logs.ts";
import type { TaskRunsTable } from "../src/db/schema/task-runs.ts";
import type { WorkPoolsTable, WorkQueuesTable } from "../src/db/schema/work-pools.ts";
import type { RunFilters } from "../src/filters/index.ts";
import {
  ask,
  beginsLike,
  creator,
  flowRunOfTaskRun,
  id,
  join,
  like,
  search,
  state,
  tags,
  time,
  type ValueFilter,
  value,
} from "./naive-operators.ts";

/** All the rows there are. */
export type World = {
  flows: FlowsTable[];
  flowRuns: FlowRunsTable[];
  taskRuns: TaskRunsTable[];
  logs: LogsTable[];
  deployments: DeploymentsTable[];
  workPools: WorkPoolsTable[];
  workQueues: WorkQueuesTable[];
};

/** The filters of lists, evaluated in memory in the plainest way: what the SQL is held against. */
export const naively = {
  flows: (world: World, flow: FlowsTable, filters: RunFilters): boolean => {
    const { flows, flow_runs, task_runs, ...others } = filters;
    if (flows && !flowPasses(world, flow, flows)) return false;
    const ofFlow = <R extends { flow_id: string }>(rows: R[]) =>
      rows.filter((row) => row.flow_id === flow.id);
    return (
      someOf(ofFlow(world.flowRuns), naively.flowRuns, world, { flow_runs, task_runs }) &&
      someOf(ofFlow(world.deployments), naively.deployments, world, others)
    );
  },

  flowRuns: (world: World, flowRun: FlowRunsTable, filters: RunFilters): boolean => {
    const { flows, flow_runs, task_runs, deployments, work_pools, work_pool_queues } = filters;
    if (flow_runs && !flowRunPasses(world, flowRun, flow_runs)) return false;
    const taskRuns = world.taskRuns.filter((taskRun) => taskRun.flow_run_id === flowRun.id);
    return (
      someOf(withId(world.flows, flowRun.flow_id), naively.flows, world, { flows }) &&
      someOf(taskRuns, naively.taskRuns, world, { task_runs }) &&
      someOf(withId(world.deployments, flowRun.deployment_id), naively.deployments, world, { deployments }) &&
      someOf(withId(world.workQueues, flowRun.work_queue_id), queuePasses, world, {
        work_pools,
        work_pool_queues,
      })
    );
  },

  deployments: (world: World, deployment: DeploymentsTable, filters: RunFilters): boolean => {
    const { flows, flow_runs, task_runs, deployments, work_pools, work_pool_queues } = filters;
    if (deployments && !deploymentPasses(world, deployment, deployments)) return false;
    const flowRuns = world.flowRuns.filter((flowRun) => flowRun.deployment_id === deployment.id);
    return (
      someOf(withId(world.flows, deployment.flow_id), naively.flows, world, { flows }) &&
      someOf(flowRuns, naively.flowRuns, world, { flow_runs, task_runs }) &&
      someOf(withId(world.workQueues, deployment.work_queue_id), queuePasses, world, {
        work_pools,
        work_pool_queues,
      })
    );
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

const withId = <R extends { id: string }>(rows: R[], id: string | null) =>
  rows.filter((row) => row.id === id);

/** Whether one of the related rows passes what is asked of them, if anything is. */
function someOf<R>(
  rows: R[],
  passes: (world: World, row: R, filters: RunFilters) => boolean,
  world: World,
  filters: RunFilters,
): boolean {
  return !Object.values(filters).some(Boolean) || rows.some((row) => passes(world, row, filters));
}

const flowPasses = (world: World, flow: FlowsTable, filter: FlowFilter): boolean =>
  join(filter, [
    filter.id && id(flow.id, filter.id),
    filter.name && value(flow.name, filter.name),
    filter.tags && tags(flow.tags, filter.tags),
    filter.deployment &&
      join(filter.deployment, [
        ask(
          filter.deployment.is_null_,
          (isNull) => isNull !== world.deployments.some(({ flow_id }) => flow_id === flow.id),
        ),
      ]),
  ]);

const deploymentPasses = (world: World, deployment: DeploymentsTable, filter: DeploymentFilter): boolean =>
  join(filter, [
    filter.id && id(deployment.id, filter.id),
    filter.name && value(deployment.name, filter.name),
    filter.flow_or_deployment_name &&
      join({}, [
        filter.flow_or_deployment_name.like_
          ? [deployment, ...withId(world.flows, deployment.flow_id)].some(({ name }) =>
              like(name, filter.flow_or_deployment_name?.like_ ?? ""),
            )
          : undefined,
      ]),
    filter.paused && join({}, [ask(filter.paused.eq_, (isPaused) => isPaused === (deployment.paused !== 0))]),
    filter.tags && tags(deployment.tags, filter.tags),
    filter.work_queue_name && value(deployment.work_queue_name, filter.work_queue_name),
  ]);

function queuePasses(world: World, queue: WorkQueuesTable, filters: RunFilters): boolean {
  const { work_pools, work_pool_queues: filter } = filters;
  if (filter && !ownQueuePasses(queue, filter)) return false;
  const pools = withId(world.workPools, queue.work_pool_id);
  return !work_pools || pools.some((pool) => poolPasses(pool, work_pools));
}

const ownQueuePasses = (queue: WorkQueuesTable, filter: WorkQueueFilter): boolean =>
  join(filter, [
    filter.id && id(queue.id, filter.id),
    filter.name &&
      join({}, [
        ask(filter.name.any_, (names) => names.includes(queue.name)),
        ask(filter.name.startswith_, (starts) => starts.some((start) => beginsLike(queue.name, start))),
      ]),
  ]);

const poolPasses = (pool: WorkPoolsTable, filter: WorkPoolFilter): boolean =>
  join(filter, [
    filter.id && id(pool.id, filter.id),
    filter.name && value(pool.name, filter.name),
    filter.type && value(pool.type, filter.type),
  ]);

const flowRunPasses = (world: World, flowRun: FlowRunsTable, filter: FlowRunFilter): boolean =>
  join(filter, [
    filter.id && id(flowRun.id, filter.id),
    filter.name && value(flowRun.name, filter.name),
    filter.tags && tags(flowRun.tags, filter.tags),
    filter.deployment_id && id(flowRun.deployment_id, filter.deployment_id),
    filter.work_queue_name && value(flowRun.work_queue_name, filter.work_queue_name),
    filter.state && state(flowRun, filter.state),
    filter.flow_version && value(flowRun.flow_version, filter.flow_version),
    filter.start_time &&
      time(flowRun.start_time ?? flowRun.expected_start_time, filter.start_time, flowRun.start_time),
    filter.end_time && time(flowRun.end_time, filter.end_time),
    filter.expected_start_time && time(flowRun.expected_start_time, filter.expected_start_time),
    filter.next_scheduled_start_time &&
      time(flowRun.next_scheduled_start_time, filter.next_scheduled_start_time),
    filter.parent_flow_run_id && parentFlowRun(world, flowRun, filter.parent_flow_run_id),
    filter.parent_task_run_id && id(flowRun.parent_task_run_id, filter.parent_task_run_id),
    filter.idempotency_key && value(flowRun.idempotency_key, filter.idempotency_key),
    filter.created_by && creator(flowRun.created_by, filter.created_by),
  ]);

const taskRunPasses = (world: World, taskRun: TaskRunsTable, filter: TaskRunFilter): boolean =>
  join(filter, [
    filter.id && id(taskRun.id, filter.id),
    filter.name && value(taskRun.name, filter.name),
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

function parentFlowRun(world: World, flowRun: FlowRunsTable, filter: ValueFilter): boolean {
  const parent = world.taskRuns.find(({ id }) => id === flowRun.parent_task_run_id);
  return join(filter, [ask(filter.any_, () => parent !== undefined && id(parent.flow_run_id, filter))]);
}
