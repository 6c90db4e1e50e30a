import type { Connection } from "../db/database.ts";

/** Names of flows and deployments, and for subflows the run they belong to. */
export const selectSurroundings = (
  db: Connection,
  flowRunIds: readonly string[],
): Promise<
  { id: string; flow_name: string; deployment_name: string | null; parent_flow_run_id: string | null }[]
> =>
  db
    .selectFrom("flow_runs")
    .innerJoin("flows", "flows.id", "flow_runs.flow_id")
    .leftJoin("task_runs", "task_runs.id", "flow_runs.parent_task_run_id")
    .leftJoin("deployments", "deployments.id", "flow_runs.deployment_id")
    .select([
      "flow_runs.id",
      "flows.name as flow_name",
      "deployments.name as deployment_name",
      "task_runs.flow_run_id as parent_flow_run_id",
    ])
    .where("flow_runs.id", "in", flowRunIds)
    .execute();

/** The ids of flow runs between two, the greatest first. */
export async function selectFlowRunIdsBetween(
  db: Connection,
  from: string,
  to: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("flow_runs")
    .select("id")
    .where("id", ">=", from)
    .where("id", "<=", to)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
