import { setTimeout as wait } from "node:timers/promises";
import { addSeconds, leastIdAt, type Timestamp } from "@reeve/protocol";
import { removeArtifact } from "../artifacts/remove-artifact.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { deleteOldEvents } from "../events/delete-old-events.ts";
import { releaseSlotsOfRuns } from "../flow-runs/release-slots-of-runs.ts";
import { type DeleteSome, deleteInBatches } from "./delete-in-batches.ts";
import {
  deleteFlowRunAlone,
  deleteLogsOf,
  deleteOldArtifacts,
  deleteOldLogs,
  deleteTaskRunRows,
  deleteTaskRunsOf,
  type RunOfParts,
  selectArtifactsOf,
  selectOldFlowRuns,
  selectOldTaskRuns,
} from "./queries.ts";
import { type RetentionRule, retentionRules } from "./retention-rules.ts";

// Longer than a piece of space takes, so that requests have most of the time.
const REST_MS = 10;

/** Deletes what is older than the settings have it kept, in small batches, and gives the space back. */
export async function pruneOldData(
  context: Context,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  let total = 0;
  for (const rule of retentionRules(context.settings)) {
    const before = addSeconds(context.now(), -rule.keptSeconds);
    for (const deleteSome of prunersOf(context, rule, before)) {
      total += await deleteInBatches(context, signal, deleteSome);
    }
  }
  if (total === 0) return;
  context.log.info(`Deleted ${total} rows that were older than they are kept.`);
  while (!signal.aborted && (await context.db.reclaimSpace())) await wait(REST_MS);
}

function prunersOf(context: Context, rule: RetentionRule, before: Timestamp): DeleteSome[] {
  switch (rule.kind) {
    case "events":
      return [(transaction, limit) => deleteOldEvents(transaction, before, rule.event, limit)];
    case "flow_runs":
      return [
        (transaction, limit) => pruneFlowRuns(context, transaction, before, limit),
        (transaction, limit) => pruneTaskRuns(context, transaction, before, limit),
      ];
    case "logs":
      // Their ids begin with the time at which they were stored.
      return [(transaction, limit) => deleteOldLogs(transaction, leastIdAt(Date.parse(before)), limit)];
    case "artifacts":
      return [(transaction, limit) => deleteOldArtifacts(transaction, before, limit)];
  }
}

/**
 * Deletes some of the oldest flow runs with all that belongs to them, or a part of what belongs to the oldest: a run may
 * have more than fits a batch. A subflow's run is deleted after its parent, once it is nobody's subflow any more.
 */
async function pruneFlowRuns(
  context: Context,
  transaction: Connection,
  before: Timestamp,
  limit: number,
): Promise<number> {
  let deleted = 0;
  for (const id of await selectOldFlowRuns(transaction, before, limit)) {
    deleted += await deleteTaskRunsOf(transaction, id, limit - deleted);
    if (deleted < limit) {
      deleted += await deleteParts(context, transaction, { column: "flow_run_id", id }, limit - deleted);
    }
    if (deleted >= limit) break;
    await releaseSlotsOfRuns(context, transaction, { flowRunId: id });
    deleted += await deleteFlowRunAlone(transaction, id);
    if (deleted >= limit) break;
  }
  return deleted;
}

/** The same for task runs that ran in the background of no flow run. */
async function pruneTaskRuns(
  context: Context,
  transaction: Connection,
  before: Timestamp,
  limit: number,
): Promise<number> {
  let deleted = 0;
  for (const id of await selectOldTaskRuns(transaction, before, limit)) {
    deleted += await deleteParts(context, transaction, { column: "task_run_id", id }, limit - deleted);
    if (deleted >= limit) break;
    deleted += await deleteTaskRunRows(transaction, [id]);
    if (deleted >= limit) break;
  }
  return deleted;
}

/** Log lines and artifacts, which belong to a run only by its id. */
async function deleteParts(
  context: Context,
  transaction: Connection,
  run: RunOfParts,
  limit: number,
): Promise<number> {
  let deleted = await deleteLogsOf(transaction, run, limit);
  if (deleted >= limit) return deleted;
  for (const id of await selectArtifactsOf(transaction, run, limit - deleted)) {
    await removeArtifact(context, transaction, id);
    deleted++;
  }
  return deleted;
}
