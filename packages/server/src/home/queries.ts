import type { Timestamp } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonRows } from "../db/json-rows.ts";

// Lately: enough to be typical, few enough to be found at once.
const RECENT_RUNS = 20;

const given = (db: Connection, ids: readonly string[]) =>
  jsonRows(
    db,
    ids.map((id) => [id]),
  );

/** How many seconds the last completed runs of each flow took on average. */
export async function selectUsualSeconds(
  db: Connection,
  flowIds: readonly string[],
): Promise<{ flow_id: string; seconds: number | null }[]> {
  const flows = given(db, flowIds);
  const { rows } = await sql<{ flow_id: string; seconds: number | null }>`
    select ${flows.id(0)} as flow_id, (
      select cast(avg(latest.total_run_time) as double precision) from (
        select total_run_time from flow_runs
        where flow_runs.flow_id = ${flows.id(0)} and flow_runs.state_type = 'COMPLETED'
        order by flow_runs.sort_time desc nulls last limit ${sql.lit(RECENT_RUNS)}
      ) as latest
    ) as seconds
    from ${flows.table}`.execute(db);
  return rows;
}

export type CompletedRun = { flow_id: string; id: string; name: string; end_time: Timestamp | null };

/** The last run of each flow that has completed. */
export async function selectLastCompletedRuns(
  db: Connection,
  flowIds: readonly string[],
): Promise<CompletedRun[]> {
  const flows = given(db, flowIds);
  const { rows } = await sql<CompletedRun>`
    select flow_runs.flow_id, flow_runs.id, flow_runs.name, flow_runs.end_time
    from ${flows.table} join flow_runs on flow_runs.id = (
      select latest.id from flow_runs as latest
      where latest.flow_id = ${flows.id(0)} and latest.state_type = 'COMPLETED'
      order by latest.sort_time desc nulls last limit 1)`.execute(db);
  return rows;
}

export type PoolFigures = {
  work_pool_id: string;
  late_runs: number;
  late_since: Timestamp | null;
  online_workers: number;
  ended_runs: number;
  completed_runs: number;
};

/**
 * Of each work pool how many of its runs are late, when the first of them was to begin, how many workers are online, and
 * how its runs have ended, as their counts are kept (decision 21).
 */
export async function selectPoolFigures(
  db: Connection,
  poolIds: readonly string[],
  now: Timestamp,
): Promise<PoolFigures[]> {
  const pools = given(db, poolIds);
  const late = sql`from work_queues join flow_runs on flow_runs.work_queue_id = work_queues.id
    where work_queues.work_pool_id = ${pools.id(0)}
      and flow_runs.state_type = 'SCHEDULED' and flow_runs.state_name = 'Late'`;
  const countOf = (states: string) => sql`(
    select coalesce(sum(kept.count), 0) from (
      select work_queue_id, state_type, count from flow_run_counts
      union all select work_queue_id, state_type, count from flow_run_count_changes
    ) as kept join work_queues on work_queues.id = kept.work_queue_id
    where work_queues.work_pool_id = ${pools.id(0)} and kept.state_type in (${sql.raw(states)}))`;
  const { rows } = await sql<PoolFigures>`
    select ${pools.id(0)} as work_pool_id,
      ${countOf("'COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED'")} as ended_runs,
      ${countOf("'COMPLETED'")} as completed_runs,
      (select count(*) ${late}) as late_runs,
      (select min(flow_runs.next_scheduled_start_time) ${late}) as late_since,
      (select count(*) from workers
        where workers.work_pool_id = ${pools.id(0)} and workers.offline_from >= ${now}) as online_workers
    from ${pools.table}`.execute(db);
  return rows;
}
