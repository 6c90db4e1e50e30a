import { both, type SettingDefinition } from "./setting-definition.ts";

/** The settings of every process, and those of who talks to an API: one row each. */
export const CLIENT_DEFINITIONS = {
  home: {
    names: ["REEVE_HOME"],
    kind: "string",
    default: "~/.reeve",
    about: "The directory of the profiles and, by default, of the database.",
  },
  profile: {
    names: ["REEVE_PROFILE"],
    kind: "string",
    default: "default",
    about: "The profile whose values apply where the environment has none.",
  },

  apiUrl: {
    names: both("API_URL"),
    kind: "url",
    default: null,
    about: "The API that clients talk to, such as http://127.0.0.1:4200/api.",
  },
  apiAuthString: {
    names: both("API_AUTH_STRING"),
    kind: "secret",
    default: null,
    about: "The user and password, as user:password, that clients send.",
  },
  apiRequestTimeoutSeconds: {
    names: both("API_REQUEST_TIMEOUT"),
    kind: "seconds",
    default: 60,
    about: "How long a client waits for one answer.",
  },
  clientMaxRetries: {
    names: both("CLIENT_MAX_RETRIES"),
    kind: "integer",
    default: 5,
    minimum: 0,
    about: "How often a client repeats a request that failed for a passing reason.",
  },
  clientCustomHeaders: {
    names: both("CLIENT_CUSTOM_HEADERS"),
    kind: "headers",
    default: {},
    about: 'Headers that clients add to each request, as JSON: {"X-Team": "data"}.',
  },
  uiUrl: {
    names: both("UI_URL"),
    kind: "url",
    default: null,
    about: "Where the UI is, for links to runs, when it is not beside the API.",
  },
  flowsHeartbeatFrequencySeconds: {
    names: both("FLOWS_HEARTBEAT_FREQUENCY"),
    kind: "seconds",
    default: 30,
    about: "How often a flow run says that it is alive; 0 for never.",
  },
  workerHeartbeatSeconds: {
    names: both("WORKER_HEARTBEAT_SECONDS"),
    kind: "seconds",
    default: 30,
    minimum: 1,
    about: "How often a worker says that it is there.",
  },
  workerQuerySeconds: {
    names: both("WORKER_QUERY_SECONDS"),
    kind: "seconds",
    default: 10,
    minimum: 0.1,
    about: "How often a worker asks for due flow runs, beside being told of new ones.",
  },
  workerPrefetchSeconds: {
    names: both("WORKER_PREFETCH_SECONDS"),
    kind: "seconds",
    default: 10,
    minimum: 0,
    about: "How long before its time a worker starts a flow run, so that its process is up by then.",
  },
  workerWebserverHost: {
    names: both("WORKER_WEBSERVER_HOST"),
    kind: "string",
    default: "127.0.0.1",
    about: "Where a worker answers health checks, when it is asked to.",
  },
  workerWebserverPort: {
    names: both("WORKER_WEBSERVER_PORT"),
    kind: "integer",
    default: 8080,
    minimum: 0,
    maximum: 65_535,
    about: "The port of a worker's health checks.",
  },
  loggingLevel: {
    names: both("LOGGING_LEVEL"),
    kind: "choice",
    allowed: ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    default: "INFO",
    about: "The lowest level of the log lines that flows and tasks keep.",
  },
  loggingToApiEnabled: {
    names: both("LOGGING_TO_API_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether log lines of runs are sent to the API.",
  },
  loggingToApiBatchIntervalSeconds: {
    names: both("LOGGING_TO_API_BATCH_INTERVAL"),
    kind: "seconds",
    default: 2,
    about: "How long log lines gather before they are sent.",
  },
  loggingToApiBatchSizeBytes: {
    names: both("LOGGING_TO_API_BATCH_SIZE"),
    kind: "integer",
    default: 4_000_000,
    minimum: 1,
    about: "How many bytes of log lines are sent at once at most.",
  },
  loggingToApiMaxLogSizeBytes: {
    names: both("LOGGING_TO_API_MAX_LOG_SIZE"),
    kind: "integer",
    default: 1_000_000,
    minimum: 1,
    about: "How many bytes one log line may have before it is cut.",
  },
} as const satisfies Record<string, SettingDefinition>;
