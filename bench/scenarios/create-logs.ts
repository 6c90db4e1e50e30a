import { ApiClient } from "../measure/api-client.ts";
import { applyLoads } from "../measure/load.ts";
import { createFlow, createFlowRuns } from "../requests.ts";
import type { Scenario } from "./scenario.ts";

const LOGS_PER_BATCH = 500;
const MOST_REQUESTS = 1_000;

// Of a program that logs a line each millisecond.
const MS_PER_BATCH = LOGS_PER_BATCH;

/** Stores batches of 500 logs, on each connection those of another flow run. */
export const createLogsScenario: Scenario = {
  name: "logs",
  title: `POST /logs/ with ${LOGS_PER_BATCH} logs`,
  async measure(server, { seconds, connections }) {
    using client = new ApiClient(server.apiUrl, 1);
    const flowId = await createFlow(client);
    const limits = { seconds, requests: MOST_REQUESTS };
    const loads = await applyLoads(server, connections, limits, async (count) => {
      const flowRunIds = await createFlowRuns(client, flowId, count);
      const clocks = flowRunIds.map(() => Date.now());
      return (sender, connection) => {
        const batch = logBatch(flowRunIds[connection]!, clocks[connection]!);
        clocks[connection]! += MS_PER_BATCH;
        return async () => (await sender.post("/logs/", batch)).status === 201;
      };
    });
    return { loads };
  },
};

function logBatch(flowRunId: string, startedAt: number): object[] {
  return Array.from({ length: LOGS_PER_BATCH }, (_, index) => ({
    name: "prefect.flow_runs",
    level: 20,
    message: `Loaded part ${index} of the trips of Manhattan, 10,000 rows of 19 columns, in 0.42 s`,
    timestamp: new Date(startedAt + index).toISOString(),
    flow_run_id: flowRunId,
    task_run_id: null,
  }));
}
