import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { jsonRows } from "../db/json-rows.ts";

// Lately: enough to be typical, few enough to be found at once.
const RECENT_RUNS = 20;
// Of a flow that fails or is planned far ahead the last that completed may lie far back.
const LOOKED_THROUGH = 400;

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

export type LogCounts = { flow_run_id: string; warnings: number; errors: number };

/** How many warnings and errors the log of each run has, each counted up to `most`. */
export async function countWarningsAndErrors(
  db: Connection,
  flowRunIds: readonly string[],
  most: number,
): Promise<LogCounts[]> {
  const given = jsonRows(
    db,
    flowRunIds.map((id) => [id]),
  );
  // The levels stand in the statement as they stand in the conditions of the indexes, which SQLite compares word for word.
  const countOf = (levels: string) => sql`(
    select count(*) from (
      select level from logs where logs.flow_run_id = ${given.id(0)} and ${sql.raw(levels)} limit ${sql.lit(most)}
    ) as counted)`;
  const { rows } = await sql<LogCounts>`
    select ${given.id(0)} as flow_run_id,
      ${countOf("level >= 30 and level < 40")} as warnings,
      ${countOf("level >= 40")} as errors
    from ${given.table}`.execute(db);
  return rows;
}

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

/** How many seconds the runs of each of these deployments or flows took that completed lately. */
export async function selectLatestRunTimes(
  db: Connection,
  column: "deployment_id" | "flow_id",
  ids: readonly string[],
): Promise<{ id: string; seconds: readonly number[] }[]> {
  const given = jsonRows(
    db,
    ids.map((id) => [id]),
  );
  const gather =
    dialectOf(db) === "sqlite"
      ? sql`json_group_array(latest.total_run_time)`
      : sql`json_agg(latest.total_run_time)::text`;
  const { rows } = await sql<{ id: string; seconds: string | null }>`
    select ${given.id(0)} as id, (
      select ${gather} from (
        select newest.total_run_time from (
          select state_type, total_run_time, sort_time from flow_runs
          where ${sql.ref(`flow_runs.${column}`)} = ${given.id(0)}
          order by flow_runs.sort_time desc nulls last limit ${sql.lit(LOOKED_THROUGH)}
        ) as newest
        where newest.state_type = 'COMPLETED' order by newest.sort_time desc nulls last limit ${sql.lit(RECENT_RUNS)}
      ) as latest
    ) as seconds
    from ${given.table}`.execute(db);
  return rows.map(({ id, seconds }) => ({ id, seconds: JSON.parse(seconds ?? "[]") as number[] }));
}
