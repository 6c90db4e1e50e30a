import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient } from "../measure/api-client.ts";
import { percentile } from "../measure/statistics.ts";
import type { BenchServer, ServerName } from "../servers/bench-server.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { createDeployment } from "../workers/create-deployment.ts";
import { START_WORKER } from "../workers/start-worker.ts";
import type { Figure, Scenario } from "./scenario.ts";

type Series = { labels: string[]; worker: ServerName; file: "nothing.ts" | "nothing.py"; everyMs: number };

// Python takes seconds to import `prefect`; runs come so far apart that they hardly wait for each other's start,
// and at ever other moments of a worker's interval.
const PYTHON_EVERY_MS = 3_700;
const TYPESCRIPT_EVERY_MS = 700;
const LIMIT_MS = 120_000;
const POLL_MS = 250;

const OWN_TYPESCRIPT = "own worker, TypeScript flow";
const OWN_PYTHON = "own worker, Python flow";
const PREFECTS_PYTHON = "Prefect's worker, Python flow";
const python = { file: "nothing.py", everyMs: PYTHON_EVERY_MS } as const;

/** What each server is measured with: its own worker, and Prefect's. */
const SERIES: Readonly<Record<ServerName, readonly Series[]>> = {
  Reeve: [
    { labels: [OWN_TYPESCRIPT], worker: "Reeve", file: "nothing.ts", everyMs: TYPESCRIPT_EVERY_MS },
    { labels: [OWN_PYTHON], worker: "Reeve", ...python },
    { labels: [PREFECTS_PYTHON], worker: "Prefect", ...python },
  ],
  Prefect: [{ labels: [OWN_PYTHON, PREFECTS_PYTHON], worker: "Prefect", ...python }],
};

/** Creates runs of a deployment one after the other and looks when each began to run. */
export const pickUpScenario: Scenario = {
  name: "pick-up",
  title: "A run created, until its flow runs",
  async measure(server, { pickUps }) {
    const figures: Figure[] = [];
    for (const series of SERIES[server.name]) {
      const delays = await measureSeries(server, series, pickUps);
      for (const label of series.labels)
        figures.push(
          { label: `${label}: p50`, value: percentile(delays, 0.5) / 1000, unit: "s" },
          { label: `${label}: p99`, value: percentile(delays, 0.99) / 1000, unit: "s" },
        );
    }
    return { figures };
  },
};

async function measureSeries(server: BenchServer, { worker, file, everyMs }: Series, count: number) {
  using client = new ApiClient(server.apiUrl, 1);
  using home = makeTemporaryHome("worker");
  // Prefect allows no name that begins with its own.
  const pool = `pool-of-${worker}-${file}`;
  await using _running = await START_WORKER[worker](server.apiUrl, pool, home.path);
  const deploymentId = await createDeployment(client, pool, file);
  const createdAt = new Map<string, number>();
  while (createdAt.size < count) {
    if (createdAt.size > 0) await sleep(everyMs);
    const at = Date.now();
    const { id } = await client.call<{ id: string }>(`/deployments/${deploymentId}/create_flow_run`, {});
    createdAt.set(id, at);
  }
  const startedAt = await waitUntilStarted(client, [...createdAt.keys()]);
  return [...createdAt].map(([id, at]) => startedAt.get(id)! - at);
}

/** When each of the runs began to run, once all have. */
async function waitUntilStarted(client: ApiClient, ids: readonly string[]): Promise<Map<string, number>> {
  const deadline = performance.now() + LIMIT_MS;
  const body = { flow_runs: { id: { any_: ids } }, limit: ids.length };
  for (;;) {
    const flowRuns = await client.call<{ id: string; start_time: string | null }[]>(
      "/flow_runs/filter",
      body,
    );
    const started = flowRuns.filter(({ start_time }) => start_time !== null);
    if (started.length === ids.length)
      return new Map(started.map(({ id, start_time }) => [id, Date.parse(start_time!)]));
    if (performance.now() > deadline)
      throw new Error(`Only ${started.length} of ${ids.length} runs were begun within ${LIMIT_MS} ms.`);
    await sleep(POLL_MS);
  }
}
