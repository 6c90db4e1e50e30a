import type {
  DeploymentFilter,
  FlowFilter,
  FlowRunFilter,
  TaskRunFilter,
  WorkPoolFilter,
  WorkQueueFilter,
} from "@reeve/protocol";

/** The filters of a list, each on a resource of its own; those given must all hold. */
export type RunFilters = {
  flows?: FlowFilter | null;
  flow_runs?: FlowRunFilter | null;
  task_runs?: TaskRunFilter | null;
  deployments?: DeploymentFilter | null;
  work_pools?: WorkPoolFilter | null;
  work_pool_queues?: WorkQueueFilter | null;
};

const NAMES: readonly (keyof RunFilters)[] = [
  "flows",
  "flow_runs",
  "task_runs",
  "deployments",
  "work_pools",
  "work_pool_queues",
];

/** The filters that are given, and nothing else: a request's body has its sort and its page beside them. */
export const givenFilters = (filters: RunFilters): RunFilters =>
  Object.fromEntries(NAMES.filter((name) => filters[name]).map((name) => [name, filters[name]]));

/** Whether nothing is asked of a run, so that an index has all that are wanted in their order. */
export const areAllWanted = (filters: RunFilters): boolean => NAMES.every((name) => !filters[name]);
