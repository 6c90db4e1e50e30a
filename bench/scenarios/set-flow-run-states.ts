import { ApiClient } from "../measure/api-client.ts";
import { applyLoads, type Sender } from "../measure/load.ts";
import { createFlow, createFlowRuns, setStateBody } from "../requests.ts";
import type { Scenario } from "./scenario.ts";

const TRANSITIONS = ["RUNNING", "COMPLETED"] as const;
const MOST_REQUESTS = 10_000;
// Each server is given more flow runs than it can finish, without making many that are never used.
const RUNS_PER_SECOND = { Reeve: 1_500, Prefect: 50 } as const;

/** Takes flow runs from Pending to Running and from Running to Completed. */
export const setFlowRunStatesScenario: Scenario = {
  name: "set-state",
  title: "POST /flow_runs/:id/set_state",
  async measure(server, { seconds, connections }) {
    using client = new ApiClient(server.apiUrl, 1);
    const flowId = await createFlow(client);
    const limits = { seconds, requests: MOST_REQUESTS };
    const loads = await applyLoads(server, connections, limits, async (count, { seconds }) => {
      const ids = await createFlowRuns(client, flowId, RUNS_PER_SECOND[server.name] * seconds + count);
      return takeThroughStates(ids);
    });
    return { loads };
  },
};

/** Each connection takes one flow run after the other through all transitions. */
function takeThroughStates(ids: string[]): Sender {
  const underWay: { id: string; done: number }[] = [];
  return (client, connection) => {
    let flowRun = underWay[connection];
    if (!flowRun || flowRun.done === TRANSITIONS.length) {
      const id = ids.pop();
      if (id === undefined) return undefined;
      flowRun = { id, done: 0 };
      underWay[connection] = flowRun;
    }
    const body = setStateBody(TRANSITIONS[flowRun.done++]!);
    const path = `/flow_runs/${flowRun.id}/set_state`;
    return async () => (await client.post(path, body)).status === 201;
  };
}
