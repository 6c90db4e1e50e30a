import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiClient } from "../measure/api-client.ts";
import { waitUntilQuiet } from "../measure/wait-until-quiet.ts";
import { createFlow } from "../requests.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { START_SERVER } from "../servers/start-server.ts";
import type { Scenario } from "./scenario.ts";

// So many that each server's scheduler works for about as long as the size says.
const DEPLOYMENTS_PER_SECOND = { Reeve: 200, Prefect: 10 } as const;
const EVERY_SECONDS = 60;
// A server makes the runs of the next hour.
const RUNS_PER_DEPLOYMENT = 3600 / EVERY_SECONDS;
const WITHOUT_SCHEDULER = { PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED: "false" };
const LIMIT_MS = 120_000;
const QUIET_LIMIT_MS = 30_000;
const POLL_MS = 10;

/** Starts a server that was down while deployments with schedules were made, and waits until it has made their runs. */
export const scheduleRunsScenario: Scenario = {
  name: "scheduling",
  title: "Runs made by the scheduler",
  async measure({ name }, { seconds }) {
    using home = makeTemporaryHome(name);
    const deployments = DEPLOYMENTS_PER_SECOND[name] * seconds;
    await createDeployments(await START_SERVER[name](home.path, WITHOUT_SCHEDULER), deployments);
    await using server = await START_SERVER[name](home.path);
    const cpuBefore = server.cpuMs();
    const { perSecond, count } = await watchScheduler(server, deployments * RUNS_PER_DEPLOYMENT);
    await waitUntilQuiet(server, QUIET_LIMIT_MS);
    return {
      figures: [
        { label: "scheduled runs made", value: perSecond, unit: "/s" },
        { label: "server CPU per scheduled run", value: (server.cpuMs() - cpuBefore) / count, unit: "ms" },
      ],
    };
  },
};

async function createDeployments(starting: BenchServer, count: number): Promise<void> {
  await using server = starting;
  using client = new ApiClient(server.apiUrl, 1);
  const flowId = await createFlow(client);
  for (let made = 0; made < count; made++) {
    await client.call("/deployments/", {
      name: `bench-${randomUUID()}`,
      flow_id: flowId,
      schedules: [{ active: true, schedule: { interval: EVERY_SECONDS } }],
      tags: ["bench"],
      parameters: { x: 1 },
    });
  }
}

/** Counts the runs from the first to the last. */
async function watchScheduler(server: BenchServer, wanted: number) {
  using client = new ApiClient(server.apiUrl, 1);
  const scheduled = { flow_runs: { state: { type: { any_: ["SCHEDULED"] } } } };
  const deadline = performance.now() + LIMIT_MS;
  let first: { count: number; at: number } | undefined;
  for (;;) {
    const count = await client.call<number>("/flow_runs/count", scheduled);
    const now = performance.now();
    if (count > 0) first ??= { count, at: now };
    if (first && count >= wanted)
      return { count, perSecond: (1000 * (count - first.count)) / (now - first.at) };
    if (now > deadline) throw new Error(`Only ${count} of ${wanted} runs were there after ${LIMIT_MS} ms.`);
    await sleep(POLL_MS);
  }
}
