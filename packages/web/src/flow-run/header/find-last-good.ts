import type { FlowRun } from "@reeve/protocol";
import { api } from "../../api/client.ts";

/** The newest completed run of the same deployment, or flow, that began before this one; undefined where none did. */
export async function findLastGoodRun(run: FlowRun): Promise<FlowRun | undefined> {
  const [found] = await api.listFlowRuns({
    body: {
      ...(run.deployment_id
        ? { deployments: { id: { any_: [run.deployment_id] } } }
        : { flows: { id: { any_: [run.flow_id] } } }),
      flow_runs: {
        state: { type: { any_: ["COMPLETED"] } },
        ...(run.start_time && { start_time: { before_: run.start_time } }),
      },
      sort: "START_TIME_DESC",
      limit: 1,
    },
  });
  return found;
}
