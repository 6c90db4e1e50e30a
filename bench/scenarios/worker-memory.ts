import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient } from "../measure/api-client.ts";
import { findInTree, treeMemoryBytes } from "../measure/process-tree.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { createDeployment } from "../workers/create-deployment.ts";
import { START_WORKER } from "../workers/start-worker.ts";
import type { Scenario } from "./scenario.ts";

const RUNS = 50;
// Stands in for the flows, so that fifty interpreters need not start: the worker does the same for either.
const PROGRAM = "sleep";
// Reeve hands a command to a shell, Prefect runs its first word.
const COMMAND = { Reeve: `exec ${PROGRAM} 600`, Prefect: `${PROGRAM} 600` } as const;
const LIMIT_MS = 60_000;
const POLL_MS = 250;
const BYTES_PER_MB = 1024 * 1024;

/** Weighs each server's own worker, without what it runs: when it has nothing to do, and with fifty runs under way. */
export const workerMemoryScenario: Scenario = {
  name: "worker-memory",
  title: "Memory of a worker, without its flows (RSS of all its processes)",
  async measure(server) {
    using home = makeTemporaryHome("worker");
    const pool = "memory";
    await using worker = await START_WORKER[server.name](server.apiUrl, pool, home.path);
    const weigh = () => treeMemoryBytes(worker.id, PROGRAM) / BYTES_PER_MB;
    const idle = weigh();
    await createRuns(server, pool);
    const underWay = await waitForRuns(worker.id);
    const busy = weigh();
    // They outlive Reeve's worker, for the next one to find.
    for (const id of underWay) process.kill(id);
    return {
      figures: [
        { label: "with nothing to do", value: idle, unit: "MB" },
        { label: `with ${RUNS} runs under way`, value: busy, unit: "MB" },
        { label: "runs not under way by then", value: RUNS - underWay.length, unit: "missing" },
      ],
    };
  },
};

async function createRuns({ name, apiUrl }: BenchServer, pool: string): Promise<void> {
  using client = new ApiClient(apiUrl, 1);
  const deploymentId = await createDeployment(client, pool, "nothing.py");
  const body = { job_variables: { command: COMMAND[name] } };
  for (let created = 0; created < RUNS; created++)
    await client.call(`/deployments/${deploymentId}/create_flow_run`, body);
}

/** The processes of all runs, or of those that are there when the time is over. */
async function waitForRuns(workerId: number): Promise<number[]> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const underWay = findInTree(workerId, PROGRAM);
    if (underWay.length >= RUNS || performance.now() > deadline) return underWay;
    await sleep(POLL_MS);
  }
}
