import { both, type SettingDefinition } from "./setting-definition.ts";

/** How the server is reached, and what it asks of its clients. */
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
    kind: "duration",
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
  serverUiEnabled: {
    names: both("SERVER_UI_ENABLED", "PREFECT_UI_ENABLED"),
    kind: "boolean",
    default: true,
    about: "Whether the server serves the UI at /.",
  },
  serverUiApiUrl: {
    names: both("SERVER_UI_API_URL", "PREFECT_UI_API_URL"),
    kind: "url",
    default: null,
    about: "The API as the pages of the UI reach it, where that is not beside them.",
  },
  serverUiServeBase: {
    names: both("SERVER_UI_SERVE_BASE", "PREFECT_UI_SERVE_BASE"),
    kind: "path",
    default: "",
    about: "The path the UI is served under.",
  },
} as const satisfies Record<string, SettingDefinition>;
