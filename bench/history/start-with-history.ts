import { randomBytes } from "node:crypto";
import { fillDatabase } from "../../packages/server/test/fill-database.ts";
import { findPostgres, runOn, withDatabase } from "../../packages/server/test/postgres-server.ts";
import type { BenchServer, ServerName } from "../servers/bench-server.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { START_SERVER } from "../servers/start-server.ts";
import { fillPrefect } from "./fill-prefect.ts";

export type DatabaseName = "SQLite" | "PostgreSQL";

/** On which databases a server can be started with a history here. */
export async function databasesOf(name: ServerName): Promise<DatabaseName[]> {
  return name === "Reeve" && (await findPostgres()) ? ["SQLite", "PostgreSQL"] : ["SQLite"];
}

/** Starts a server that has so many flow runs behind it, evenly spread up to now, each with a task run, a log line and its states. */
export async function startWithHistory(
  name: ServerName,
  flowRuns: number,
  database: DatabaseName = "SQLite",
): Promise<BenchServer> {
  await using disposables = new AsyncDisposableStack();
  const home = disposables.use(makeTemporaryHome(name));
  const start = START_SERVER[name];
  let env: NodeJS.ProcessEnv = {};
  if (name === "Prefect") {
    // Its first start makes the tables.
    await (await start(home.path))[Symbol.asyncDispose]();
    fillPrefect(home.path, flowRuns);
  } else {
    env = database === "PostgreSQL" ? { REEVE_DATABASE_URL: await makeRoom(disposables) } : {};
    await fillDatabase({ REEVE_HOME: home.path, ...env }, flowRuns);
  }
  const server = disposables.use(await start(home.path, env));
  const kept = disposables.move();
  return { ...server, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A PostgreSQL database of its own. */
async function makeRoom(disposables: AsyncDisposableStack): Promise<string> {
  const url = await findPostgres();
  if (!url) throw new Error("There is no PostgreSQL server at 127.0.0.1:5432 or REEVE_TEST_POSTGRES_URL.");
  const name = `reeve_bench_${randomBytes(6).toString("hex")}`;
  await runOn(url, `create database ${name}`);
  disposables.defer(async () => {
    await runOn(url, `drop database if exists ${name} with (force)`);
  });
  return withDatabase(url, name);
}
