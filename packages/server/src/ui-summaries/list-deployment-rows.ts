import type { DeploymentRow, DeploymentSort } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { listDeployments } from "../deployments/read-deployments.ts";
import type { RunFilters } from "../filters/index.ts";
import { listFlows } from "../flows/read-flows.ts";
import { selectNextRuns, selectRecentRuns } from "./queries.ts";
import { RECENT_RUNS, recentRunsOf } from "./recent-runs.ts";

/** A page of deployments, each with its flow's name, how it has done lately and when it runs next, in a fixed number of queries. */
export async function listDeploymentRows(
  context: ReadContext,
  filters: RunFilters,
  page: { sort?: DeploymentSort; limit: number; offset: number },
): Promise<DeploymentRow[]> {
  const deployments = await listDeployments(context, filters, page);
  if (deployments.length === 0) return [];
  const { scanner } = context.db;
  const ids = deployments.map(({ id }) => id);
  const flowIds = [...new Set(deployments.map(({ flow_id }) => flow_id))];
  const [flows, next, recent] = await Promise.all([
    listFlows(context, { flows: { id: { any_: flowIds } } }, { limit: flowIds.length, offset: 0 }),
    selectNextRuns(scanner, "deployment_id", ids),
    selectRecentRuns(scanner, "deployment_id", ids, { now: context.now(), count: RECENT_RUNS }),
  ]);
  const nameOf = new Map(flows.map(({ id, name }) => [id, name]));
  const nextOf = new Map(next.map(({ owner_id, ...run }) => [owner_id, run]));
  const recentOf = Map.groupBy(recent, ({ owner_id }) => owner_id);
  return deployments.map((deployment) => ({
    deployment,
    flow_name: nameOf.get(deployment.flow_id) ?? "",
    next_run: nextOf.get(deployment.id) ?? null,
    ...recentRunsOf(recentOf.get(deployment.id) ?? []),
  }));
}
