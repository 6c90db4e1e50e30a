import { both, type SettingDefinition } from "./setting-definition.ts";

/** Where the server keeps its data. */
export const DATABASE_DEFINITIONS = {
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
  serverAllowClear: {
    names: ["REEVE_SERVER_ALLOW_CLEAR"],
    kind: "boolean",
    default: false,
    about:
      "Whether POST /admin/database/clear empties the database: for test suites that share a server, and for nothing else.",
  },
} as const satisfies Record<string, SettingDefinition>;
