import type { FlowFilter } from "@reeve/protocol";
import { forEachStillThere } from "../bulk.ts";
import type { Context } from "../context.ts";
import { listFlows } from "../flows/read-flows.ts";
import { deleteFlowWithRuns } from "./delete-flow-with-runs.ts";

/** Deletes flows that match, in the order of their names, with their runs; answers those that it deleted. */
export async function deleteFlowsWithRuns(
  context: Context,
  filter: FlowFilter | null | undefined,
  limit: number,
): Promise<string[]> {
  const flows = await listFlows(context, { flows: filter }, { limit, offset: 0 });
  return forEachStillThere(flows, (id) => deleteFlowWithRuns(context, id));
}
