import { dirname } from "node:path";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { python } from "../python.ts";
import type { ServerName } from "../servers/bench-server.ts";
import { type GroupProcess, spawnGroup } from "../servers/running-processes.ts";

/** Starts a worker that serves, and if need be makes, a pool of processes; resolves when it says that it does. */
export type StartWorker = (apiUrl: string, pool: string, home: string) => Promise<GroupProcess>;

const START_LIMIT_MS = 120_000;

/** The worker that comes with each of the servers, as users start it. */
export const START_WORKER: Readonly<Record<ServerName, StartWorker>> = {
  Reeve: (apiUrl, pool, home) =>
    startWorker(fromRoot("packages/reeve/bin/reeve"), ["worker", "start", "-p", pool, "-t", "process"], {
      REEVE_API_URL: apiUrl,
      REEVE_HOME: home,
      // Python flows run in the environment that has the real `prefect` package.
      VIRTUAL_ENV: dirname(dirname(python())),
    }),
  Prefect: (apiUrl, pool, home) =>
    startWorker(python(), ["-m", "prefect", "worker", "start", "-p", pool, "-t", "process"], {
      PREFECT_API_URL: apiUrl,
      PYTHONUNBUFFERED: "1",
      PREFECT_HOME: home,
    }),
};

async function startWorker(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<GroupProcess> {
  const worker = spawnGroup(command, args, { NO_COLOR: "1", DO_NOT_TRACK: "1", ...env });
  await worker.waitForOutput(/serves the work pool|Worker .* started/, START_LIMIT_MS);
  return worker;
}
