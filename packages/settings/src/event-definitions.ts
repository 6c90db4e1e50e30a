import { both, type SettingDefinition } from "./setting-definition.ts";

/** Events and log lines, and the sockets that send them. */
export const EVENT_DEFINITIONS = {
  serverEventsStreamOutEnabled: {
    names: both("SERVER_EVENTS_STREAM_OUT_ENABLED", "PREFECT_API_EVENTS_STREAM_OUT_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether the socket /events/out sends events as they happen.",
  },
  serverEventsMaximumWebsocketBackfillSeconds: {
    names: both("SERVER_EVENTS_MAXIMUM_WEBSOCKET_BACKFILL", "PREFECT_EVENTS_MAXIMUM_WEBSOCKET_BACKFILL"),
    kind: "duration",
    default: 900,
    about: "How far back a new reader of events may ask for them.",
  },
  serverEventsWebsocketBackfillPageSize: {
    names: both("SERVER_EVENTS_WEBSOCKET_BACKFILL_PAGE_SIZE", "PREFECT_EVENTS_WEBSOCKET_BACKFILL_PAGE_SIZE"),
    kind: "integer",
    default: 250,
    minimum: 1,
    about: "How many of those are read at once.",
  },
  serverEventsMaximumSizeBytes: {
    names: both("SERVER_EVENTS_MAXIMUM_SIZE_BYTES", "PREFECT_EVENTS_MAXIMUM_SIZE_BYTES"),
    kind: "integer",
    default: 1_500_000,
    minimum: 1,
    about: "How many bytes an event may have as JSON.",
  },
  serverEventsMaximumEventNameLength: {
    names: both("SERVER_EVENTS_MAXIMUM_EVENT_NAME_LENGTH"),
    kind: "integer",
    default: 1024,
    minimum: 1,
    about: "How many characters the name of an event may have.",
  },
  serverEventsMaximumLabelsPerResource: {
    names: both("SERVER_EVENTS_MAXIMUM_LABELS_PER_RESOURCE", "PREFECT_EVENTS_MAXIMUM_LABELS_PER_RESOURCE"),
    kind: "integer",
    default: 500,
    minimum: 1,
    about: "How many labels a resource of an event may have.",
  },
  serverEventsMaximumRelatedResources: {
    names: both("SERVER_EVENTS_MAXIMUM_RELATED_RESOURCES", "PREFECT_EVENTS_MAXIMUM_RELATED_RESOURCES"),
    kind: "integer",
    default: 100,
    minimum: 1,
    about: "How many related resources an event may name.",
  },
  serverEventsProactiveGranularitySeconds: {
    names: both("SERVER_EVENTS_PROACTIVE_GRANULARITY", "PREFECT_EVENTS_PROACTIVE_GRANULARITY"),
    kind: "duration",
    default: 5,
    minimum: 0.1,
    about: "How often triggers that wait for something not to happen are looked at.",
  },
  serverEventsExpiredBucketBufferSeconds: {
    names: both("SERVER_EVENTS_EXPIRED_BUCKET_BUFFER", "PREFECT_EVENTS_EXPIRED_BUCKET_BUFFER"),
    kind: "duration",
    default: 60,
    about: "How long what a trigger has counted is kept after its time is over.",
  },
  serverNotificationsAllowPrivateAddresses: {
    names: both("SERVER_NOTIFICATIONS_ALLOW_PRIVATE_ADDRESSES"),
    kind: "boolean",
    default: true,
    about: "Whether notifications and webhooks may go to this machine and the private networks around it.",
  },
  serverLogsStreamOutEnabled: {
    names: both("SERVER_LOGS_STREAM_OUT_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether the socket /logs/out sends log lines as they arrive.",
  },
  serverLogsStreamPublishingEnabled: {
    names: both("SERVER_LOGS_STREAM_PUBLISHING_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether stored log lines are handed on to that socket; it sends them where both are true.",
  },
} as const satisfies Record<string, SettingDefinition>;
