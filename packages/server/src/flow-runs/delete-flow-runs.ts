import type { FlowRunFilter } from "@reeve/protocol";
import { forEachStillThere } from "../bulk.ts";
import type { Context } from "../context.ts";
import { deleteFlowRun } from "./delete-flow-run.ts";
import { listFlowRuns } from "./read-flow-runs.ts";

/** Deletes flow runs that match, the newest first; answers those that it deleted. */
export async function deleteFlowRuns(
  context: Context,
  filter: FlowRunFilter | null | undefined,
  limit: number,
): Promise<string[]> {
  const flowRuns = await listFlowRuns(context, { flow_runs: filter }, { limit, offset: 0 });
  return forEachStillThere(flowRuns, (id) => deleteFlowRun(context, id));
}
