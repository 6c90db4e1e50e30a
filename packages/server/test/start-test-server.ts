import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { readSettings, type Settings } from "@reeve/settings";
import { afterAll, beforeAll, describe } from "vitest";
import type { DialectName } from "../src/db/column-types.ts";
import type { Database } from "../src/db/database.ts";
import { startServer } from "../src/server.ts";
import { createMigratedDatabase } from "./temporary-database.ts";
import { connectSocket, type SocketOptions, type TestSocket } from "./test-socket.ts";

/** What a call was answered. `body` is parsed when it is JSON. */
export type TestAnswer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape, and a wrong guess fails them.
  body: any;
  headers: Headers;
};

/** A server in this process on a database of its own. */
export type TestServer = AsyncDisposable & {
  readonly url: string;
  readonly apiUrl: string;
  readonly dialect: DialectName;
  readonly databaseUrl: string;
  /** The server's database through a connection of the test's own. */
  readonly database: Database;
  /** What the server logged as errors. */
  readonly errors: string[];
  /** Stops the server and starts it anew on the same database, at another port. */
  restart(): Promise<void>;
  /** Stops the server; the database stays until the test is over. */
  stop(): Promise<void>;
  /** Takes the database away, on PostgreSQL from under the open connections. */
  dropDatabase(): Promise<void>;
  /** Moves the server's clock ahead. */
  passSeconds(seconds: number): void;
  /** Calls the API: an object or array is sent as JSON, text as it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  get(path: string, headers?: Record<string, string>): Promise<TestAnswer>;
  connect(path: string, options?: SocketOptions): Promise<TestSocket>;
};

/** Starts a server on a free port and a fresh database. */
export async function startTestServer(
  dialect: DialectName,
  overrides: Partial<Settings> = {},
): Promise<TestServer> {
  const home = overrides.home ?? (await mkdtemp(join(tmpdir(), "reeve-home-")));
  const temporary = await createMigratedDatabase(dialect);
  const settings = readSettings({
    env: {},
    home,
    overrides: { serverApiPort: 0, serverUiEnabled: false, serverDatabaseUrl: temporary.url, ...overrides },
  });
  const errors: string[] = [];
  const log = {
    info: () => {},
    error: (message: string, details?: unknown) => errors.push(`${message} ${JSON.stringify(details)}`),
  };
  let ahead = 0;
  const now = () => (ahead === 0 ? currentTimestamp() : addSeconds(currentTimestamp(), ahead));
  const options = { log, now, readsOnThreads: false };
  let server = await startServer(settings, options);
  const database = await temporary.open();
  const call: TestServer["call"] = (method, path, body, headers) =>
    fetchAnswer(server.apiUrl + path, method, body, headers);
  return {
    get url() {
      return server.url;
    },
    get apiUrl() {
      return server.apiUrl;
    },
    restart: async () => {
      await server.close();
      server = await startServer(settings, options);
    },
    stop: () => server.close(),
    dropDatabase: () => temporary.remove(),
    dialect,
    databaseUrl: settings.serverDatabaseUrl,
    database,
    errors,
    passSeconds: (seconds) => {
      ahead += seconds;
    },
    call,
    post: (path, body, headers) => call("POST", path, body, headers),
    get: (path, headers) => call("GET", path, undefined, headers),
    connect: (path, options) => connectSocket(server.apiUrl.replace("http", "ws") + path, options),
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await database[Symbol.asyncDispose]();
      await temporary.remove();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Defines the same tests for a server on SQLite and for one on PostgreSQL, each shared by the tests inside. */
export function onEachServer(
  define: (server: TestServer) => void,
  overrides: Partial<Settings> = {},
  dialects: readonly DialectName[] = ["sqlite", "postgres"],
): void {
  describe.each(dialects)("on %s", (dialect) => {
    const server = {} as TestServer;
    beforeAll(async () => {
      Object.assign(server, await startTestServer(dialect, overrides));
    });
    afterAll(() => server[Symbol.asyncDispose]?.());
    define(server);
  });
}

async function fetchAnswer(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  const isText = typeof body === "string";
  const answer = await fetch(url, {
    method,
    headers: { ...(body !== undefined && !isText && { "content-type": "application/json" }), ...headers },
    body: body === undefined || isText ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
}
