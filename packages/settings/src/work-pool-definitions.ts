import {
  both,
  enabled,
  every,
  ofService,
  type SettingDefinition,
  SHORTEST_SECONDS,
} from "./setting-definition.ts";

/** The settings of work pools: when their workers and queues count as gone, and how workers are told to clean up. */
export const WORK_POOL_DEFINITIONS = {
  serverServicesForemanEnabled: enabled(
    "FOREMAN",
    "Whether work pools, queues and deployments that nobody serves any more are marked as not ready.",
  ),
  serverServicesForemanLoopSeconds: every(
    "FOREMAN",
    15,
    "How often such work pools, queues and deployments are looked for.",
  ),
  serverServicesForemanInactivityHeartbeatMultiple: {
    names: ofService("FOREMAN_INACTIVITY_HEARTBEAT_MULTIPLE"),
    kind: "integer",
    default: 3,
    minimum: 1,
    about: "How many of its heartbeats a worker may miss before it counts as offline.",
  },
  serverServicesForemanFallbackHeartbeatIntervalSeconds: {
    names: ofService("FOREMAN_FALLBACK_HEARTBEAT_INTERVAL_SECONDS"),
    kind: "seconds",
    default: 30,
    minimum: SHORTEST_SECONDS,
    about: "How often a worker is taken to send heartbeats that does not say it.",
  },
  serverServicesForemanDeploymentLastPolledTimeoutSeconds: {
    names: ofService("FOREMAN_DEPLOYMENT_LAST_POLLED_TIMEOUT_SECONDS"),
    kind: "seconds",
    default: 60,
    minimum: SHORTEST_SECONDS,
    about: "How long nobody may ask for a deployment's runs before it counts as not ready.",
  },
  serverServicesForemanWorkQueueLastPolledTimeoutSeconds: {
    names: ofService("FOREMAN_WORK_QUEUE_LAST_POLLED_TIMEOUT_SECONDS"),
    kind: "seconds",
    default: 60,
    minimum: SHORTEST_SECONDS,
    about: "How long nobody may ask for a queue's runs before it counts as not ready.",
  },
  serverServicesCleanupReconcilerEnabled: enabled(
    "CLEANUP_RECONCILER",
    "Whether clean-ups that a worker took on and did not finish are given to others.",
  ),
  serverServicesCleanupReconcilerLoopSeconds: every(
    "CLEANUP_RECONCILER",
    5,
    "How often such clean-ups are looked for.",
  ),
  serverWorkerChannelCleanupLeaseSeconds: {
    names: both("SERVER_WORKER_CHANNEL_CLEANUP_LEASE_SECONDS"),
    kind: "seconds",
    default: 30,
    minimum: SHORTEST_SECONDS,
    about: "How long a worker may take to clean something up before it says that it is still at it.",
  },
  serverWorkerChannelCleanupMaxDeliveryAttempts: {
    names: both("SERVER_WORKER_CHANNEL_CLEANUP_MAX_DELIVERY_ATTEMPTS"),
    kind: "integer",
    default: 3,
    minimum: 1,
    about: "How often workers try to clean something up before it is given up.",
  },
} as const satisfies Record<string, SettingDefinition>;
