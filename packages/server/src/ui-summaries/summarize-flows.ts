import type { NextFlowRun } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { countDeploymentsByFlow, selectNextRuns } from "./queries.ts";

/** How many deployments each of the flows has. */
export async function countDeploymentsOfFlows(
  { db }: ReadContext,
  flowIds: readonly string[],
): Promise<Record<string, number>> {
  const rows = flowIds.length > 0 ? await countDeploymentsByFlow(db.scanner, flowIds) : [];
  const byFlow = new Map(rows.map((row) => [row.flow_id, row.count]));
  return Object.fromEntries(flowIds.map((id) => [id, byFlow.get(id) ?? 0]));
}

/** The run that is scheduled next for each of the flows, or null. */
export async function getNextRunsOfFlows(
  { db }: ReadContext,
  flowIds: readonly string[],
): Promise<Record<string, NextFlowRun | null>> {
  const rows = await selectNextRuns(db.scanner, "flow_id", flowIds);
  const byFlow = new Map(rows.map(({ owner_id, ...row }) => [owner_id, row]));
  return Object.fromEntries(flowIds.map((id) => [id, byFlow.get(id) ?? null]));
}
