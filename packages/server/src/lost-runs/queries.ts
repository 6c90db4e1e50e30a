import { type StateType, TERMINAL_STATE_TYPES, type Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { FlowRunHeartbeatsTable } from "../db/schema/flow-run-heartbeats.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";

const TERMINAL = [...TERMINAL_STATE_TYPES];

/** A run that has not ended, with what was heard of it last. */
export type BeatingRun = Pick<FlowRunsTable, "id" | "state_timestamp"> & {
  last_heartbeat: Timestamp | null;
  every_seconds: number | null;
};

/** Those of these runs that have not ended. */
export const selectBeatingRuns = (db: Connection, ids: readonly string[]): Promise<BeatingRun[]> =>
  db
    .selectFrom("flow_runs")
    .leftJoin("flow_run_heartbeats", "flow_run_heartbeats.flow_run_id", "flow_runs.id")
    .select([
      "flow_runs.id",
      "flow_runs.state_timestamp",
      "flow_run_heartbeats.last_heartbeat",
      "flow_run_heartbeats.every_seconds",
    ])
    .where("flow_runs.id", "in", ids)
    .where("flow_runs.state_type", "not in", TERMINAL)
    .execute();

/** Notes heartbeats in the place of those before them. */
export const upsertHeartbeats = (
  db: Connection,
  heartbeats: readonly FlowRunHeartbeatsTable[],
): Promise<void> =>
  insertRows(
    db,
    "flow_run_heartbeats",
    ["flow_run_id", "last_heartbeat", "every_seconds", "lost_from"],
    heartbeats.map((row) => [row.flow_run_id, row.last_heartbeat, row.every_seconds, row.lost_from]),
    `on conflict (flow_run_id) do update set last_heartbeat = excluded.last_heartbeat,
      every_seconds = excluded.every_seconds, lost_from = excluded.lost_from`,
  );

/** A run that was not heard of in time. */
export type SilentRun = Omit<FlowRunHeartbeatsTable, "flow_run_id"> &
  Pick<FlowRunsTable, "id" | "state_id" | "state_timestamp"> & { state_type: StateType | null };

/** The runs that were not heard of in time, the longest silent first. */
export const selectSilentRuns = (db: Connection, now: Timestamp, limit: number): Promise<SilentRun[]> =>
  db
    .selectFrom("flow_run_heartbeats")
    .innerJoin("flow_runs", "flow_runs.id", "flow_run_heartbeats.flow_run_id")
    .select([
      "flow_runs.id",
      "flow_runs.state_id",
      "flow_runs.state_type",
      "flow_runs.state_timestamp",
      "flow_run_heartbeats.last_heartbeat",
      "flow_run_heartbeats.every_seconds",
      "flow_run_heartbeats.lost_from",
    ])
    .where("flow_run_heartbeats.lost_from", "<=", now)
    .orderBy("flow_run_heartbeats.lost_from")
    .limit(limit)
    .execute();

/** Waits longer for a run, unless it was heard of meanwhile. */
export async function postponeLoss(
  db: Connection,
  { id, lost_from }: Pick<SilentRun, "id" | "lost_from">,
  until: Timestamp,
): Promise<void> {
  await db
    .updateTable("flow_run_heartbeats")
    .set({ lost_from: until })
    .where("flow_run_id", "=", id)
    .where("lost_from", "=", lost_from)
    .execute();
}

/** Forgets the heartbeats of runs that are silent by now; one that goes on was heard of since. */
export async function deleteHeartbeats(
  db: Connection,
  ids: readonly string[],
  now: Timestamp,
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .deleteFrom("flow_run_heartbeats")
    .where("flow_run_id", "in", ids)
    .where("lost_from", "<=", now)
    .execute();
}
