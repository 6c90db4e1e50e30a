import { both, type SettingDefinition } from "./setting-definition.ts";

/** Limits of runs, and how long runs wait for slots. */
export const ORCHESTRATION_DEFINITIONS = {
  serverConcurrencyMaximumSlotWaitSeconds: {
    names: both("SERVER_CONCURRENCY_MAXIMUM_CONCURRENCY_SLOT_WAIT_SECONDS"),
    kind: "seconds",
    default: 30,
    about: "The longest wait that is advised to who asks for a taken slot.",
  },
  serverConcurrencyInitialDeploymentLeaseSeconds: {
    names: both("SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION"),
    kind: "seconds",
    default: 300,
    about: "How long a claimed run keeps its deployment's concurrency slot without renewing it.",
  },
  serverDeploymentsConcurrencySlotWaitSeconds: {
    names: both("SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS"),
    kind: "seconds",
    default: 30,
    about:
      "How long a run that found no concurrency slot of its deployment waits before it is offered again.",
  },
  serverDeploymentScheduleMaxScheduledRuns: {
    names: both(
      "SERVER_DEPLOYMENT_SCHEDULE_MAX_SCHEDULED_RUNS",
      "PREFECT_DEPLOYMENT_SCHEDULE_MAX_SCHEDULED_RUNS",
    ),
    kind: "integer",
    default: 50,
    minimum: 1,
    about: "How many scheduled runs a schedule may ask for with max_scheduled_runs.",
  },
  serverTasksTagConcurrencySlotWaitSeconds: {
    names: both(
      "SERVER_TASKS_TAG_CONCURRENCY_SLOT_WAIT_SECONDS",
      "PREFECT_TASK_RUN_TAG_CONCURRENCY_SLOT_WAIT_SECONDS",
    ),
    kind: "seconds",
    default: 10,
    about: "How long a task run waits before it asks again for a slot of its tags.",
  },
  serverTasksMaxCacheKeyLength: {
    names: both("SERVER_TASKS_MAX_CACHE_KEY_LENGTH", "PREFECT_API_TASK_CACHE_KEY_MAX_LENGTH"),
    kind: "integer",
    default: 2000,
    minimum: 0,
    // What an index of either database holds.
    maximum: 2000,
    about: "How many bytes the cache key of a task run may take.",
  },
  serverTasksWorkerTimeoutSeconds: {
    names: ["REEVE_SERVER_TASKS_WORKER_TIMEOUT"],
    kind: "seconds",
    default: 15,
    minimum: 1,
    about:
      "How long a task worker may be away before what it had is handed to another, or ended if it may not run twice.",
  },
  serverGraphMaxNodes: {
    names: both("SERVER_FLOW_RUN_GRAPH_MAX_NODES", "PREFECT_API_MAX_FLOW_RUN_GRAPH_NODES"),
    kind: "integer",
    default: 10_000,
    minimum: 1,
    about: "How many nodes the graph of a run may have.",
  },
  serverGraphMaxArtifacts: {
    names: both("SERVER_FLOW_RUN_GRAPH_MAX_ARTIFACTS", "PREFECT_API_MAX_FLOW_RUN_GRAPH_ARTIFACTS"),
    kind: "integer",
    default: 10_000,
    minimum: 1,
    about: "How many artifacts the graph of a run may have.",
  },
} as const satisfies Record<string, SettingDefinition>;
