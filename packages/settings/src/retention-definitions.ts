import { both, DAY, HOUR, type SettingDefinition, SHORTEST_SECONDS } from "./setting-definition.ts";

/** How long the server keeps what it has stored. */
export const RETENTION_DEFINITIONS = {
  serverServicesDbVacuumEnabled: {
    names: both("SERVER_SERVICES_DB_VACUUM_ENABLED"),
    kind: "list",
    allowed: ["events", "flow_runs"],
    words: { true: ["events", "flow_runs"], false: ["events"], none: [] },
    default: ["events"],
    about: "What is deleted once it is old: events, flow_runs, both or none.",
  },
  serverServicesDbVacuumLoopSeconds: {
    names: both("SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS"),
    kind: "seconds",
    default: HOUR,
    minimum: SHORTEST_SECONDS,
    about: "How often old data is looked for.",
  },
  serverServicesDbVacuumBatchSize: {
    names: both("SERVER_SERVICES_DB_VACUUM_BATCH_SIZE"),
    kind: "integer",
    default: 200,
    minimum: 1,
    about: "How many rows are deleted in one transaction.",
  },
  serverRetentionEventsSeconds: {
    names: [
      "REEVE_SERVER_RETENTION_EVENTS",
      ...both("SERVER_EVENTS_RETENTION_PERIOD", "PREFECT_EVENTS_RETENTION_PERIOD"),
    ],
    kind: "duration",
    default: 7 * DAY,
    about: "How long events are kept.",
  },
  serverServicesDbVacuumEventRetentionOverrides: {
    names: both("SERVER_SERVICES_DB_VACUUM_EVENT_RETENTION_OVERRIDES"),
    kind: "durations",
    default: { "prefect.flow-run.heartbeat": 7 * DAY },
    about: "How long events of a name are kept, where that is shorter than for others.",
  },
  serverRetentionFlowRunsSeconds: {
    names: ["REEVE_SERVER_RETENTION_FLOW_RUNS"],
    kind: "duration",
    default: null,
    minimum: HOUR,
    about:
      "How long flow runs are kept after their end, with their task runs, logs and artifacts. Without it for ever, unless REEVE_SERVER_SERVICES_DB_VACUUM_ENABLED names flow_runs.",
  },
  serverServicesDbVacuumRetentionSeconds: {
    names: both("SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"),
    kind: "duration",
    default: 90 * DAY,
    minimum: HOUR,
    about:
      "How long flow runs are kept where REEVE_SERVER_SERVICES_DB_VACUUM_ENABLED names flow_runs and REEVE_SERVER_RETENTION_FLOW_RUNS says nothing.",
  },
  serverRetentionLogsSeconds: {
    names: ["REEVE_SERVER_RETENTION_LOGS"],
    kind: "duration",
    default: null,
    minimum: HOUR,
    about: "How long log lines are kept; without it as long as their runs.",
  },
  serverRetentionArtifactsSeconds: {
    names: ["REEVE_SERVER_RETENTION_ARTIFACTS"],
    kind: "duration",
    default: null,
    minimum: HOUR,
    about:
      "How long artifacts are kept that are not the latest of their key; without it as long as their runs.",
  },
} as const satisfies Record<string, SettingDefinition>;
