import { ApiClient } from "../measure/api-client.ts";
import { applyLoads } from "../measure/load.ts";
import { createFlow, flowRunBody } from "../requests.ts";
import type { Scenario } from "./scenario.ts";

const MOST_REQUESTS = 10_000;

/** Creates flow runs of one flow. */
export const createFlowRunsScenario: Scenario = {
  name: "flow-runs",
  title: "POST /flow_runs/",
  async measure(server, { seconds, connections }) {
    using client = new ApiClient(server.apiUrl, 1);
    const flowId = await createFlow(client);
    const limits = { seconds, requests: MOST_REQUESTS };
    const loads = await applyLoads(server, connections, limits, async () => (sender) => async () => {
      const { status } = await sender.post("/flow_runs/", flowRunBody(flowId));
      return status === 201;
    });
    return { loads };
  },
};
