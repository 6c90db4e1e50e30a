/** One of our packages: what it may import of the others, whole packages or single entries of them. */
export type PackageRow = {
  readonly mayImport: readonly string[];
  /** Packages of which only types may be imported besides, so that nothing more of them reaches the built code. */
  readonly typesOnly?: readonly string[];
  /** Directories of no package that its files import by their paths. */
  readonly alsoReads?: readonly string[];
  /** Single files, relative to the package, that may import one more package. */
  readonly exceptions?: Readonly<Record<string, readonly string[]>>;
};

/** Who may import whom. The command that starts a server is the only one outside the tests to know the server. */
export const PACKAGE_TABLE: Readonly<Record<string, PackageRow>> = {
  "packages/protocol": { mayImport: [] },
  "packages/settings": { mayImport: ["protocol"] },
  "packages/client": { mayImport: ["protocol", "settings"] },
  "packages/project": { mayImport: ["protocol", "client"] },
  "packages/worker": { mayImport: ["protocol", "settings", "client", "project"] },
  "packages/sdk": { mayImport: ["protocol", "settings", "client", "worker"] },
  "packages/cli": {
    mayImport: ["protocol", "settings", "client", "project", "worker"],
    exceptions: { "src/commands/server/load-server.ts": ["server"] },
  },
  "packages/server": { mayImport: ["protocol", "settings"] },
  "packages/web": {
    mayImport: [
      "protocol/calls",
      "protocol/errors",
      "protocol/most-log-count",
      "protocol/run-reason",
      "protocol/state-types",
      "protocol/timestamp",
      "protocol/versions",
    ],
    typesOnly: ["protocol"],
  },
  "packages/aws": { mayImport: ["protocol", "sdk"] },
  "packages/reeve": { mayImport: ["sdk", "cli"] },
  examples: { mayImport: ["reeve"] },
  e2e: {
    mayImport: ["reeve", "aws", "protocol", "client", "examples", "project", "server", "settings"],
    alsoReads: ["scripts/set-up"],
  },
  bench: {
    mayImport: ["reeve", "aws", "protocol", "client", "server"],
    // Its histories are those of the server's tests.
    alsoReads: ["scripts/set-up", "packages/server/test"],
  },
  scripts: { mayImport: [] },
};

/**
 * The server's nouns, a floor a line, from the ground up. A noun calls the operations of nouns on lower floors
 * alone, and nobody's queries but its own.
 */
export const FLOORS: readonly (readonly string[])[] = [
  ["events", "openapi", "templates"],
  [
    "admin",
    "collections",
    "event-search",
    "flows",
    "logs",
    "run-name-index",
    "saved-searches",
    "task-run-cache",
    "ui",
    "ui-session",
    "work-queues",
  ],
  [
    "artifacts",
    "variables",
    "block-types",
    "cleanup-messages",
    "background-task-runs",
    "concurrency-limits",
    "flow-run-inputs",
    "run-counts",
    "work-pools",
  ],
  ["block-schemas"],
  ["block-documents"],
  ["hydration", "notifications", "task-runs", "workers"],
  ["flow-runs", "schema-validation"],
  ["scheduled-runs"],
  ["deployments"],
  ["cancellations", "dispatch", "lost-runs", "retention", "worker-channel"],
  ["event-ingestion", "run-graph", "run-history", "task-workers", "ui-summaries", "run-page"],
  ["home", "live"],
  ["calendar"],
  ["automations"],
  ["automation-engine"],
];

/** The parts of the server between which the directions below hold. */
export type Layer =
  | "routes"
  | "operation"
  | "queries"
  | "db"
  | "orchestration"
  | "http"
  | "loops"
  | "shared"
  | "composition";

/** In the server: routes → operation → queries → db, never upward; the policies' rules know nothing but states. */
export const LAYER_TABLE: Readonly<Record<Layer, readonly Layer[]>> = {
  composition: ["routes", "operation", "http", "loops", "shared", "db", "composition"],
  routes: ["operation", "http", "shared"],
  loops: ["operation", "loops", "shared"],
  operation: ["operation", "queries", "orchestration", "shared", "db"],
  queries: ["operation", "orchestration", "shared", "db"],
  http: ["http", "shared"],
  shared: ["shared", "orchestration", "db"],
  orchestration: ["orchestration"],
  db: ["db"],
};

/** Packages of others that stop at a border: the layers that may import them. */
export const BORDERS: readonly {
  readonly packages: RegExp;
  readonly layers: readonly Layer[];
  readonly about: string;
}[] = [
  {
    packages: /^(fastify|@fastify\/.*|ws|node:https?|node:http2)$/,
    layers: ["routes", "http", "composition"],
    about: "HTTP stops at routes.ts and http/",
  },
  {
    packages: /^(pg|node:sqlite|better-sqlite3)$/,
    layers: ["db"],
    about: "dialects stop at db/",
  },
];
