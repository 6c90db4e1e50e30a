import { join } from "node:path";
import { fromRoot } from "../../scripts/set-up/root.mjs";
import { ApiClient } from "../measure/api-client.ts";
import { applyLoads, type LoadFigures } from "../measure/load.ts";
import { createFlow, flowRunBody } from "../requests.ts";
import type { BenchServer } from "../servers/bench-server.ts";
import { makeTemporaryHome } from "../servers/running-processes.ts";
import { findFreePort, startServerProcess } from "../servers/start-server-process.ts";
import type { Scenario } from "./scenario.ts";

const CONNECTIONS = [1, 64];
const MOST_REQUESTS = 20_000;

/** Creates flow runs on Reeve, and on the least server that could take them, with the same client. */
export const bareFastifyScenario: Scenario = {
  name: "bare-fastify",
  title: "POST /flow_runs/ beside a bare Fastify with a transaction of SQLite a request",
  async measure(server, { seconds }) {
    if (server.name !== "Reeve") return {};
    using home = makeTemporaryHome("bare");
    await using bare = await startBare(home.path);
    using client = new ApiClient(server.apiUrl, 1);
    const flowId = await createFlow(client);
    const ours = await createFlowRuns(server, flowId, seconds, "Reeve");
    const theirs = await createFlowRuns(bare, flowId, seconds, "Bare Fastify");
    return {
      figures: ours.map(({ connections, perSecond }, at) => ({
        label: `rate at ${connections}, of that of the bare server`,
        value: perSecond / theirs[at]!.perSecond,
        unit: "×",
      })),
      loads: [...ours, ...theirs],
    };
  },
};

async function createFlowRuns(
  server: BenchServer,
  flowId: string,
  seconds: number,
  label: string,
): Promise<LoadFigures[]> {
  const limits = { seconds, requests: MOST_REQUESTS };
  const loads = await applyLoads(server, CONNECTIONS, limits, async () => (client) => async () => {
    const { status } = await client.post("/flow_runs/", flowRunBody(flowId));
    return status === 201;
  });
  return loads.map((load) => ({ ...load, label }));
}

async function startBare(home: string): Promise<BenchServer> {
  const port = await findFreePort();
  return startServerProcess({
    // It is measured in Reeve's rounds.
    name: "Reeve",
    version: "",
    command: process.execPath,
    args: [fromRoot("bench/programs/bare-fastify.ts"), String(port), join(home, "bare.db")],
    env: {},
    port,
  });
}
