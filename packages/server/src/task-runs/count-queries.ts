import type { StateType } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { indexedBy } from "../db/indexed-by.ts";
import { UNDERWAY_TYPES } from "../db/run-estimates.ts";
import type { StateCount } from "../states/state-count.ts";

export async function countTaskRunRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("task_runs")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}

/** Task runs by flow run and state type; those that stand for subflows are left out. */
export async function countTaskRunRowsByFlowRun(
  db: Connection,
  flowRunIds: readonly string[],
): Promise<{ flow_run_id: string; state_type: StateType | null; count: number }[]> {
  const rows = await db
    .selectFrom("task_runs")
    .select(["flow_run_id", "state_type", sql<number>`count(*)`.as("count")])
    .where("flow_run_id", "in", flowRunIds)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("flow_runs").select("flow_runs.id").whereRef("parent_task_run_id", "=", "task_runs.id"),
        ),
      ),
    )
    .groupBy(["flow_run_id", "state_type"])
    .execute();
  return rows.map((row) => ({ ...row, flow_run_id: row.flow_run_id! }));
}

/** How many matching task runs are in each type of state. */
export const countTaskRunRowsByState = (
  db: Connection,
  matches: Expression<SqlBool>,
): Promise<StateCount[]> =>
  db
    .selectFrom("task_runs")
    .select(["state_type", sql<number>`count(*)`.as("count")])
    .where(matches)
    .groupBy("state_type")
    .execute();

/** The same from what is kept of those that are over, and from the few that are not: of `matches` it takes nothing but states. */
export async function sumTaskRunCounts(db: Connection, matches: Expression<SqlBool>): Promise<StateCount[]> {
  const underway = (isUnderway: Expression<SqlBool>) =>
    sql`select state_type, 1 as count
      from task_runs ${indexedBy(db, "task_runs_by_state_type_expected_start_time")} where ${isUnderway} and ${matches}`;
  const { rows } = await sql<StateCount>`
    select state_type, cast(sum(count) as integer) as count from (
      select state_type, count from task_run_counts as task_runs where ${matches}
      union all select state_type, count from task_run_sum_changes as task_runs where ${matches}
      union all ${underway(sql<SqlBool>`task_runs.state_type in (${UNDERWAY_TYPES})`)}
      union all ${underway(sql<SqlBool>`task_runs.state_type is null`)}
    ) as counted group by state_type having sum(count) <> 0`.execute(db);
  return rows;
}
