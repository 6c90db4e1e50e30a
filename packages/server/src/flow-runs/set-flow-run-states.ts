import type { FlowRunFilter, FlowRunOrchestrationResult, StateCreate } from "@reeve/protocol";
import { forEachStillThere } from "../bulk.ts";
import type { Context } from "../context.ts";
import type { FlowRunProposal } from "../orchestration/judge-flow-run-transition.ts";
import type { ClientVersions } from "../orchestration/proposing-client.ts";
import { listFlowRuns } from "./read-flow-runs.ts";
import { setFlowRunState } from "./set-flow-run-state.ts";

/** Which runs are meant, and at most how many of them. */
type Selection = { filter: FlowRunFilter | null | undefined; limit: number };

/** Proposes a state for flow runs that match, the newest first; each is judged by itself and hinders no other. */
export async function setFlowRunStates(
  context: Context,
  { filter, limit }: Selection,
  proposed: StateCreate,
  policy: FlowRunProposal["policy"],
  client: ClientVersions,
): Promise<FlowRunOrchestrationResult[]> {
  const flowRuns = await listFlowRuns(context, { flow_runs: filter }, { limit, offset: 0 });
  const results: FlowRunOrchestrationResult[] = [];
  await forEachStillThere(flowRuns, async (id) => {
    const { result } = await setFlowRunState(context, id, proposed, policy, client);
    results.push({ flow_run_id: id, ...result });
  });
  return results;
}
