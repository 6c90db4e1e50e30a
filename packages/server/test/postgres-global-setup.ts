import type { TestProject } from "vitest/node";
import { runOn } from "./postgres-server.ts";
import { startPostgres } from "./start-postgres.ts";

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

/**
 * Starts a PostgreSQL server for the run, or takes the one that the environment names and removes from it afterwards
 * what the run made. A server that somebody keeps data on writes each database that is made or dropped to its disk: each
 * of some hundred files of tests would wait for that, on a busy machine for seconds.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env.REEVE_TEST_POSTGRES_URL;
  const started = named ? undefined : await startPostgres();
  const url = named ?? started!.url;
  const template = `reeve_test_${Date.now()}_template`;
  project.provide("postgresUrl", url);
  project.provide("postgresTemplate", template);
  if (named) await dropLeftBehind(url);
  return async () => {
    if (started) await started.stop();
    else await runOn(url, `drop database if exists ${template} with (force)`);
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
