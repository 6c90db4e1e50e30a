import { both, type SettingDefinition } from "./setting-definition.ts";

/** The settings of work pools: when their workers and queues count as gone, and how workers are told to clean up. */
export const WORK_POOL_DEFINITIONS = {
  serverServicesForemanEnabled: {
    names: both("SERVER_SERVICES_FOREMAN_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether work pools, queues and deployments that nobody serves any more are marked as not ready.",
  },
  serverServicesForemanLoopSeconds: {
    names: both("SERVER_SERVICES_FOREMAN_LOOP_SECONDS"),
    kind: "seconds",
    default: 15,
    about: "How often such work pools, queues and deployments are looked for.",
  },
  serverServicesForemanInactivityHeartbeatMultiple: {
    names: both("SERVER_SERVICES_FOREMAN_INACTIVITY_HEARTBEAT_MULTIPLE"),
    kind: "integer",
    default: 3,
    minimum: 1,
    about: "How many of its heartbeats a worker may miss before it counts as offline.",
  },
  serverServicesForemanFallbackHeartbeatIntervalSeconds: {
    names: both("SERVER_SERVICES_FOREMAN_FALLBACK_HEARTBEAT_INTERVAL_SECONDS"),
    kind: "seconds",
    default: 30,
    about: "How often a worker is taken to send heartbeats that does not say it.",
  },
  serverServicesForemanDeploymentLastPolledTimeoutSeconds: {
    names: both("SERVER_SERVICES_FOREMAN_DEPLOYMENT_LAST_POLLED_TIMEOUT_SECONDS"),
    kind: "seconds",
    default: 60,
    about: "How long nobody may ask for a deployment's runs before it counts as not ready.",
  },
  serverServicesForemanWorkQueueLastPolledTimeoutSeconds: {
    names: both("SERVER_SERVICES_FOREMAN_WORK_QUEUE_LAST_POLLED_TIMEOUT_SECONDS"),
    kind: "seconds",
    default: 60,
    about: "How long nobody may ask for a queue's runs before it counts as not ready.",
  },
} as const satisfies Record<string, SettingDefinition>;
