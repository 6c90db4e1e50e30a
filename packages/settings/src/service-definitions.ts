import {
  both,
  DAY,
  enabled,
  every,
  HOUR,
  ofService,
  type SettingDefinition,
  SHORTEST_SECONDS,
} from "./setting-definition.ts";

/** What the server does again and again; each of it can be switched off by itself. */
export const SERVICE_DEFINITIONS = {
  serverServicesSchedulerEnabled: enabled(
    "SCHEDULER",
    "Whether runs are made from the schedules of deployments.",
  ),
  serverServicesSchedulerLoopSeconds: every("SCHEDULER", 60, "How often all schedules are looked at."),
  serverServicesSchedulerRecentDeploymentsLoopSeconds: {
    names: both("SERVER_SERVICES_SCHEDULER_RECENT_DEPLOYMENTS_LOOP_SECONDS"),
    kind: "seconds",
    default: 5,
    minimum: SHORTEST_SECONDS,
    about: "How often the schedules of deployments that were changed just now are looked at.",
  },
  serverServicesSchedulerDeploymentBatchSize: {
    names: ofService("SCHEDULER_DEPLOYMENT_BATCH_SIZE"),
    kind: "integer",
    default: 100,
    minimum: 1,
    about: "How many deployments are looked at together.",
  },
  serverServicesSchedulerInsertBatchSize: {
    names: ofService("SCHEDULER_INSERT_BATCH_SIZE"),
    kind: "integer",
    default: 500,
    minimum: 1,
    about: "How many scheduled runs are written in one transaction.",
  },
  serverServicesSchedulerMinRuns: {
    names: ofService("SCHEDULER_MIN_RUNS"),
    kind: "integer",
    default: 3,
    minimum: 1,
    about: "How many runs of a schedule are there ahead of time at least.",
  },
  serverServicesSchedulerMaxRuns: {
    names: ofService("SCHEDULER_MAX_RUNS"),
    kind: "integer",
    default: 100,
    minimum: 1,
    about: "How many runs of a schedule are made at once at most.",
  },
  serverServicesSchedulerMinScheduledSeconds: {
    names: ofService("SCHEDULER_MIN_SCHEDULED_TIME"),
    kind: "duration",
    default: HOUR,
    about: "How far ahead runs of a schedule reach at least.",
  },
  serverServicesSchedulerMaxScheduledSeconds: {
    names: ofService("SCHEDULER_MAX_SCHEDULED_TIME"),
    kind: "duration",
    default: 100 * DAY,
    about: "How far ahead runs of a schedule reach at most.",
  },

  serverServicesLateRunsEnabled: enabled(
    "LATE_RUNS",
    "Whether scheduled runs that nobody started in time are marked Late.",
  ),
  serverServicesLateRunsLoopSeconds: every("LATE_RUNS", 5, "How often such runs are looked for."),
  serverServicesLateRunsAfterSeconds: {
    names: ofService("LATE_RUNS_AFTER_SECONDS"),
    kind: "duration",
    default: 15,
    about: "How long after its time a run is late.",
  },

  serverServicesLostRunsEnabled: enabled(
    "LOST_RUNS",
    "Whether running flow runs that have missed three heartbeats are marked Crashed.",
  ),
  serverServicesLostRunsLoopSeconds: every("LOST_RUNS", 15, "How often such runs are looked for."),

  serverServicesLostTaskRunsEnabled: enabled(
    "LOST_TASK_RUNS",
    "Whether background task runs whose task workers went away are handed to others, or ended.",
  ),
  serverServicesLostTaskRunsLoopSeconds: every("LOST_TASK_RUNS", 5, "How often such runs are looked for."),

  serverServicesPauseExpirationsEnabled: enabled(
    "PAUSE_EXPIRATIONS",
    "Whether runs whose pause has run out are failed.",
  ),
  serverServicesPauseExpirationsLoopSeconds: every(
    "PAUSE_EXPIRATIONS",
    5,
    "How often such runs are looked for.",
  ),

  serverServicesCancellationCleanupEnabled: enabled(
    "CANCELLATION_CLEANUP",
    "Whether what a cancelled run leaves behind is cancelled, too.",
  ),
  serverServicesCancellationCleanupLoopSeconds: every(
    "CANCELLATION_CLEANUP",
    20,
    "How often such runs are looked for.",
  ),
  serverServicesCancellationCleanupCancellingTimeoutSeconds: {
    names: both("SERVER_SERVICES_CANCELLATION_CLEANUP_CANCELLING_TIMEOUT_SECONDS"),
    kind: "seconds",
    default: 300,
    minimum: SHORTEST_SECONDS,
    about: "How long a run may be Cancelling before the server takes it for cancelled.",
  },

  serverServicesRepossessorEnabled: enabled(
    "REPOSSESSOR",
    "Whether slots whose lease has run out are freed.",
  ),
  serverServicesRepossessorLoopSeconds: every("REPOSSESSOR", 15, "How often such leases are looked for."),

  serverServicesTriggersEnabled: enabled("TRIGGERS", "Whether automations are triggered."),
} as const satisfies Record<string, SettingDefinition>;
