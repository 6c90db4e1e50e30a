import { both, type SettingDefinition } from "./setting-definition.ts";

/** The settings of the server: one row each. */
export const SERVER_DEFINITIONS = {
  serverApiHost: {
    names: both("SERVER_API_HOST"),
    kind: "string",
    default: "127.0.0.1",
    about: "The address the server listens on.",
  },
  serverApiPort: {
    names: both("SERVER_API_PORT"),
    kind: "integer",
    default: 4200,
    minimum: 0,
    maximum: 65_535,
    about: "The port the server listens on; 0 takes a free one.",
  },
  serverApiBasePath: {
    names: both("SERVER_API_BASE_PATH"),
    kind: "path",
    default: "/api",
    about: "The path the API is served under.",
  },
  serverApiAuthString: {
    names: both("SERVER_API_AUTH_STRING"),
    kind: "secret",
    default: null,
    about: "The user and password, as user:password, that the server asks of every client.",
  },
  serverEncryptionKey: {
    names: both("SERVER_ENCRYPTION_KEY"),
    kind: "secret",
    default: null,
    about:
      "The key with which secrets of blocks are encrypted, 32 bytes in Base64; after a comma older keys that decrypt. Without it a key is made in the home folder.",
  },
  serverApiDefaultLimit: {
    names: both("SERVER_API_DEFAULT_LIMIT", "PREFECT_API_DEFAULT_LIMIT"),
    kind: "integer",
    default: 200,
    minimum: 1,
    about: "How many items a list has when the request names no limit, and at most.",
  },
  serverApiKeepaliveTimeoutSeconds: {
    names: both("SERVER_API_KEEPALIVE_TIMEOUT"),
    kind: "seconds",
    default: 5,
    about: "How long an idle connection stays open.",
  },
  serverMaxParameterSize: {
    names: both("SERVER_API_MAX_PARAMETER_SIZE"),
    kind: "integer",
    default: 524_288,
    minimum: 0,
    about: "How many bytes the parameters of a run may have as JSON.",
  },
  serverMaxBodySize: {
    names: ["REEVE_SERVER_API_MAX_BODY_SIZE"],
    kind: "integer",
    default: 16 * 1024 * 1024,
    minimum: 1024,
    about: "How many bytes the body of a request may have.",
  },
  serverCsrfProtectionEnabled: {
    names: both("SERVER_API_CSRF_PROTECTION_ENABLED", "PREFECT_SERVER_CSRF_PROTECTION_ENABLED"),
    kind: "boolean",
    default: false,
    about: "Whether requests that write need a token against cross-site forgery.",
  },
  serverCsrfTokenExpirationSeconds: {
    names: both("SERVER_API_CSRF_TOKEN_EXPIRATION", "PREFECT_SERVER_CSRF_TOKEN_EXPIRATION"),
    kind: "seconds",
    default: 3600,
    about: "How long such a token is good.",
  },
  serverCorsAllowedOrigins: {
    names: both("SERVER_API_CORS_ALLOWED_ORIGINS", "PREFECT_SERVER_CORS_ALLOWED_ORIGINS"),
    kind: "list",
    default: ["*"],
    about: "The sites whose pages may call the API; * means all.",
  },
  serverCorsAllowedMethods: {
    names: both("SERVER_API_CORS_ALLOWED_METHODS", "PREFECT_SERVER_CORS_ALLOWED_METHODS"),
    kind: "list",
    default: ["*"],
    about: "The methods those pages may use; * means all.",
  },
  serverCorsAllowedHeaders: {
    names: both("SERVER_API_CORS_ALLOWED_HEADERS", "PREFECT_SERVER_CORS_ALLOWED_HEADERS"),
    kind: "list",
    default: ["*"],
    about: "The headers those pages may send; * means all.",
  },
  serverWebsocketPingIntervalSeconds: {
    names: both("SERVER_API_WEBSOCKET_PING_INTERVAL"),
    kind: "seconds",
    default: 20,
    about: "How often the server asks a socket for a sign of life.",
  },
  serverWebsocketPingTimeoutSeconds: {
    names: both("SERVER_API_WEBSOCKET_PING_TIMEOUT"),
    kind: "seconds",
    default: 20,
    about: "How long it waits for that sign before it closes the socket.",
  },

  serverDatabaseUrl: {
    names: [
      "REEVE_DATABASE_URL",
      "REEVE_SERVER_DATABASE_URL",
      "REEVE_SERVER_DATABASE_CONNECTION_URL",
      "PREFECT_SERVER_DATABASE_CONNECTION_URL",
      "PREFECT_API_DATABASE_CONNECTION_URL",
    ],
    kind: "databaseUrl",
    default: "",
    about:
      "The database: postgresql://… or sqlite:///file; without it the file reeve.db of the home directory.",
  },
  serverDatabaseSynchronous: {
    names: ["REEVE_SERVER_DATABASE_SYNCHRONOUS"],
    kind: "choice",
    allowed: ["NORMAL", "FULL"],
    default: "NORMAL",
    about: "On SQLite, whether a commit survives a power failure (FULL) or a crash of the process (NORMAL).",
  },
  serverDatabaseTimeoutSeconds: {
    names: both("SERVER_DATABASE_TIMEOUT", "PREFECT_API_DATABASE_TIMEOUT"),
    kind: "seconds",
    default: 10,
    about: "How long a statement may wait for the database.",
  },

  serverGraphMaxNodes: {
    names: both("SERVER_FLOW_RUN_GRAPH_MAX_NODES", "PREFECT_API_MAX_FLOW_RUN_GRAPH_NODES"),
    kind: "integer",
    default: 10_000,
    minimum: 1,
    about: "How many nodes the graph of a run may have.",
  },
  serverEventsMaximumWebsocketBackfillSeconds: {
    names: both("SERVER_EVENTS_MAXIMUM_WEBSOCKET_BACKFILL", "PREFECT_EVENTS_MAXIMUM_WEBSOCKET_BACKFILL"),
    kind: "seconds",
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
  serverTasksTagConcurrencySlotWaitSeconds: {
    names: both(
      "SERVER_TASKS_TAG_CONCURRENCY_SLOT_WAIT_SECONDS",
      "PREFECT_TASK_RUN_TAG_CONCURRENCY_SLOT_WAIT_SECONDS",
    ),
    kind: "seconds",
    default: 10,
    about: "How long a task run waits before it asks again for a slot of its tags.",
  },
  serverUiEnabled: {
    names: both("SERVER_UI_ENABLED", "PREFECT_UI_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether the server serves the UI at /.",
  },
  serverServicesPauseExpirationsEnabled: {
    names: both(
      "SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED",
      "PREFECT_API_SERVICES_PAUSE_EXPIRATIONS_ENABLED",
    ),
    kind: "boolean",
    default: true,
    about: "Whether runs whose pause has run out are failed.",
  },
  serverServicesPauseExpirationsLoopSeconds: {
    names: both(
      "SERVER_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS",
      "PREFECT_API_SERVICES_PAUSE_EXPIRATIONS_LOOP_SECONDS",
    ),
    kind: "seconds",
    default: 5,
    about: "How often such runs are looked for.",
  },
  serverServicesRepossessorEnabled: {
    names: both("SERVER_SERVICES_REPOSSESSOR_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether slots whose lease has run out are freed.",
  },
  serverServicesRepossessorLoopSeconds: {
    names: both("SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS"),
    kind: "seconds",
    default: 15,
    about: "How often such leases are looked for.",
  },
} as const satisfies Record<string, SettingDefinition>;
