import type { FlowRun, Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { toFlowRun } from "./flow-run-row.ts";
import { selectScheduledFlowRuns } from "./queries.ts";

/** The runs of deployments that are due up to a time, the most urgent first; nothing is claimed by that. */
export async function listScheduledFlowRuns(
  context: Context,
  deploymentIds: readonly string[],
  before: Timestamp,
  limit: number,
): Promise<FlowRun[]> {
  if (deploymentIds.length === 0) return [];
  const rows = await selectScheduledFlowRuns(context.db.reader, deploymentIds, before, limit);
  const now = context.now();
  return rows.map((row) => toFlowRun(row, now));
}
