import type { FlowRunSort, NextFlowRun, Timestamp } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { jsonRows, jsonTable, toJsonRows } from "../db/json-rows.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { flowRunOrder } from "../filters/order.ts";

const flowRunName = preparedQuery((db, id: string) =>
  db.selectFrom("flow_runs").select("name").where("id", "=", id),
);

export const selectFlowRunName = async (db: Connection, id: string): Promise<string | undefined> =>
  (await flowRunName(db, id))[0]?.name;

export const countDeploymentsByFlow = (
  db: Connection,
  flowIds: readonly string[],
): Promise<{ flow_id: string; count: number }[]> =>
  db
    .selectFrom("deployments")
    .select(["flow_id", sql<number>`count(*)`.as("count")])
    .where("flow_id", "in", flowIds)
    .groupBy("flow_id")
    .execute();

/** Whose runs are looked at: those of flows, or of deployments. */
export type RunsOf = "flow_id" | "deployment_id";

const nextRunsOf = (owner: RunsOf) =>
  preparedQuery((db, ids: string) => {
    const given = jsonTable(db, ids);
    return sql<NextFlowRun & { owner_id: string }>`
    select ${given.id(0)} as owner_id, flow_runs.id, flow_runs.flow_id, flow_runs.name, flow_runs.state_name, flow_runs.state_type,
      flow_runs.next_scheduled_start_time
    from ${given.table} join flow_runs on flow_runs.id = (
      select next.id from flow_runs as next
      where ${sql.ref(`next.${owner}`)} = ${given.id(0)} and next.next_scheduled_start_time is not null
      order by next.next_scheduled_start_time limit 1)`;
  });

const NEXT_RUNS = { flow_id: nextRunsOf("flow_id"), deployment_id: nextRunsOf("deployment_id") };

/** Of each owner the run that is scheduled first, if one is: one look into the index an owner. */
export const selectNextRuns = (
  db: Connection,
  owner: RunsOf,
  ids: readonly string[],
): Promise<(NextFlowRun & { owner_id: string })[]> => NEXT_RUNS[owner](db, toJsonRows(ids.map((id) => [id])));

export type RecentRunRow = Pick<FlowRunsTable, "id" | "name" | "state_type" | "state_name"> & {
  owner_id: string;
  sort_time: Timestamp;
  total_run_time: number;
  /** The beginning of what a run that went wrong says. */
  message: string | null;
};

// Before all runs.
const BEGINNING = "1970-01-01T00:00:00.000000Z";

/** Of each owner its last runs, so many at most, which were to begin by now: two looks into the index an owner. */
export async function selectRecentRuns(
  db: Connection,
  owner: RunsOf,
  ids: readonly string[],
  { now, count }: { now: Timestamp; count: number },
): Promise<RecentRunRow[]> {
  const given = jsonRows(
    db,
    ids.map((id) => [id]),
  );
  const { rows } = await sql<RecentRunRow>`
    select ${given.id(0)} as owner_id, runs.id, runs.name, runs.state_type, runs.state_name, runs.sort_time, runs.total_run_time,
      case when runs.state_type in ('FAILED', 'CRASHED') then (
        select substr(states.message, 1, 1000) from flow_run_states as states where states.id = runs.state_id
      ) end as message
    from ${given.table} join flow_runs as runs on ${sql.ref(`runs.${owner}`)} = ${given.id(0)}
      and runs.sort_time <= ${now} and runs.sort_time >= coalesce((
        select last.sort_time from flow_runs as last
        where ${sql.ref(`last.${owner}`)} = ${given.id(0)} and last.sort_time <= ${now}
        order by last.sort_time desc nulls last limit 1 offset ${sql.lit(count - 1)}
      ), ${BEGINNING})
    order by runs.sort_time desc nulls last`.execute(db);
  return rows;
}

/** What a chart has to know of a run. */
export type PointRow = Pick<
  FlowRunsTable,
  "id" | "state_type" | "state_timestamp" | "start_time" | "expected_start_time" | "total_run_time"
>;

export const selectFlowRunPoints = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: FlowRunSort; limit: number; offset: number },
): Promise<PointRow[]> =>
  flowRunOrder(sort)
    .reduce(
      (query, order) => query.orderBy(order),
      db
        .selectFrom("flow_runs")
        .select([
          "id",
          "state_type",
          "state_timestamp",
          "start_time",
          "expected_start_time",
          "total_run_time",
        ])
        .where(matches),
    )
    .limit(limit)
    .offset(offset)
    .execute();
