import type { StateType, Timestamp } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { indexedBy } from "../db/indexed-by.ts";
import { jsonRows } from "../db/json-rows.ts";
import { skipLocked } from "../db/skip-locked.ts";

const ENDED: readonly StateType[] = ["COMPLETED", "FAILED", "CANCELLED", "CRASHED"];

/** Some flow runs that ended before then and are nobody's subflow, the oldest first. */
export async function selectOldFlowRuns(db: Connection, before: Timestamp, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from flow_runs
    where end_time < ${before} and state_type in (${sql.join(ENDED)}) and parent_task_run_id is null
    order by end_time, id limit ${limit} ${skipLocked(db)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Deletes some task runs of a flow run. */
export async function deleteTaskRunsOf(db: Connection, flowRunId: string, limit: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`select id from task_runs where flow_run_id = ${flowRunId}
    limit ${limit}`.execute(db);
  return deleteTaskRunRows(
    db,
    rows.map(({ id }) => id),
  );
}

/** Some background task runs that ended before then, the oldest first. */
export async function selectOldTaskRuns(db: Connection, before: Timestamp, limit: number): Promise<string[]> {
  // Most task runs of a flow run are few, but of those that are of none there may be any number.
  const index = indexedBy(db, "task_runs_by_end_time_without_flow_run");
  const { rows } = await sql<{ id: string }>`select id from task_runs ${index}
    where end_time < ${before} and flow_run_id is null and state_type in (${sql.join(ENDED)})
    order by end_time, id limit ${limit} ${skipLocked(db)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Deletes task runs with their states; flow runs for which they stood are then nobody's subflow. */
export async function deleteTaskRunRows(db: Connection, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const given = jsonRows(
    db,
    ids.map((id) => [id]),
  );
  const chosen = sql`select ${given.id(0)} from ${given.table}`;
  await sql`update flow_runs set parent_task_run_id = null where parent_task_run_id in (${chosen})`.execute(
    db,
  );
  return deleteCounted(db, sql`delete from task_runs where id in (${chosen})`);
}

/** The run that log lines and artifacts name. */
export type RunOfParts = { readonly column: "flow_run_id" | "task_run_id"; readonly id: string };

/** Deletes some log lines of a run. */
export async function deleteLogsOf(db: Connection, run: RunOfParts, limit: number): Promise<number> {
  const column = sql.ref(run.column);
  return deleteCounted(
    db,
    sql`delete from logs where id in (select id from logs where ${column} = ${run.id} limit ${limit})`,
  );
}

/** Deletes some log lines with an id below this one. */
export async function deleteOldLogs(db: Connection, beforeId: string, limit: number): Promise<number> {
  return deleteCounted(
    db,
    sql`delete from logs where id in (
      select id from logs where id < ${beforeId} order by id limit ${limit} ${skipLocked(db)}
    )`,
  );
}

/** Some artifacts of a run. */
export async function selectArtifactsOf(db: Connection, run: RunOfParts, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from artifacts where ${sql.ref(run.column)} = ${run.id}
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Deletes some artifacts that were created before then, are no run's result and not the latest of their key. */
export async function deleteOldArtifacts(db: Connection, before: Timestamp, limit: number): Promise<number> {
  return deleteCounted(
    db,
    sql`delete from artifacts where id in (
      select id from artifacts where created < ${before} and state_id is null
        and not exists (select 1 from artifact_collections where latest_id = artifacts.id)
      order by created, id limit ${limit} ${skipLocked(db)}
    )`,
  );
}

/** Deletes a flow run's own row, with its states. */
export const deleteFlowRunAlone = (db: Connection, id: string): Promise<number> =>
  deleteCounted(db, sql`delete from flow_runs where id = ${id}`);

async function deleteCounted(db: Connection, statement: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await statement.execute(db);
  return Number(numAffectedRows ?? 0n);
}
