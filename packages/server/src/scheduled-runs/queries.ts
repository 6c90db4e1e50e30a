import type { State, Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import { givenIds } from "../db/json-rows.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { toStateColumns } from "../states/state-row.ts";

/** Inserts runs but for those whose idempotency key their flow has already; answers the ids of those inserted. */
export async function insertNewFlowRuns(
  db: Connection,
  rows: readonly FlowRunsTable[],
): Promise<ReadonlySet<string>> {
  const [first] = rows;
  if (!first) return new Set();
  const columns = Object.keys(first) as (keyof FlowRunsTable & string)[];
  const values = rows.map((row) => columns.map((column) => row[column]));
  const unlessThere = "on conflict (flow_id, idempotency_key) where idempotency_key is not null do nothing";
  await insertRows(db, "flow_runs", columns, values, unlessThere);
  const inserted = await db
    .selectFrom("flow_runs")
    .select("id")
    .where(
      "id",
      "in",
      givenIds(
        db,
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  return new Set(inserted.map(({ id }) => id));
}

/** The states of runs that were inserted. */
export async function insertStatesOfFlowRuns(
  db: Connection,
  states: readonly { readonly flowRunId: string; readonly state: State }[],
): Promise<void> {
  const rows = states.map(({ flowRunId, state }) => ({ ...toStateColumns(state), flow_run_id: flowRunId }));
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number] & string)[];
  const values = rows.map((row) => columns.map((column) => row[column]));
  await insertRows(db, "flow_run_states", columns, values);
}

/** Scheduled runs that should have been started by a time and are not marked yet, the longest overdue first. */
export const selectOverdueFlowRuns = (
  db: Connection,
  before: string,
  limit: number,
): Promise<Pick<FlowRunsTable, "id" | "state_id" | "next_scheduled_start_time">[]> =>
  db
    .selectFrom("flow_runs")
    .select(["id", "state_id", "next_scheduled_start_time"])
    .where("state_type", "=", "SCHEDULED")
    .where("state_name", "=", "Scheduled")
    .where("next_scheduled_start_time", "<=", before)
    .orderBy("next_scheduled_start_time")
    .limit(limit)
    .execute();

/** Which of a deployment's scheduled runs are meant: none of them has started. */
export type ScheduledRunsToDelete = {
  /** Those that schedules made. */
  readonly isAutoScheduled?: boolean;
  /** Those that are due after a time. */
  readonly after?: Timestamp;
  /** Not those that wait for a concurrency slot: somebody has asked for them already. */
  readonly keepsWaiting: boolean;
};

/** Deletes scheduled runs of a deployment; answers their ids. */
export async function deleteScheduledRuns(
  db: Connection,
  deploymentId: string,
  { isAutoScheduled, after, keepsWaiting }: ScheduledRunsToDelete,
): Promise<string[]> {
  const rows = await db
    .deleteFrom("flow_runs")
    .where("deployment_id", "=", deploymentId)
    .where("next_scheduled_start_time", "is not", null)
    .where("state_type", "=", "SCHEDULED")
    .where("run_count", "=", 0)
    .$if(isAutoScheduled === true, (query) => query.where("auto_scheduled", "=", 1))
    .$if(after !== undefined, (query) => query.where("next_scheduled_start_time", ">", after!))
    .$if(keepsWaiting, (query) => query.where("state_name", "<>", "AwaitingConcurrencySlot"))
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}
