import { newId, type Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { completePolicy } from "../flow-runs/flow-run-row.ts";
import { mintState } from "../orchestration/mint-state.ts";
import { randomRunName } from "../run-names.ts";
import { insertNewFlowRuns, insertStatesOfFlowRuns } from "./queries.ts";

/** A run that a schedule makes, as columns; everything else of it is as in any new run. */
export type ScheduledFlowRun = Pick<
  FlowRunsTable,
  | "flow_id"
  | "deployment_id"
  | "deployment_version"
  | "work_queue_id"
  | "work_queue_name"
  | "parameters"
  | "tags"
  | "labels"
  | "infrastructure_document_id"
  | "created_by"
> & { readonly idempotency_key: string; readonly scheduledTime: Timestamp };

/**
 * Creates runs in the state SCHEDULED, in a transaction of the caller's, but for those whose idempotency key there is
 * already; answers how many are new. No event tells of them: whoever acts on scheduled runs would act on each of
 * these a second time when it is claimed.
 */
export async function createScheduledFlowRuns(
  { now }: Context,
  transaction: Connection,
  runs: readonly ScheduledFlowRun[],
): Promise<number> {
  const time = now();
  const written = runs.map((run) => {
    const state = mintState(
      {
        type: "SCHEDULED",
        message: "Scheduled by the deployment's schedule.",
        state_details: { scheduled_time: run.scheduledTime },
      },
      newId(),
      time,
    );
    return { row: newRow(run, state, time), state };
  });
  const ids = await insertNewFlowRuns(
    transaction,
    written.map(({ row }) => row),
  );
  await insertStatesOfFlowRuns(
    transaction,
    written.filter(({ row }) => ids.has(row.id)).map(({ row, state }) => ({ flowRunId: row.id, state })),
  );
  return ids.size;
}

function newRow(
  { scheduledTime, ...run }: ScheduledFlowRun,
  state: { id: string; name: string },
  now: Timestamp,
): FlowRunsTable {
  return {
    id: newId(),
    created: now,
    updated: now,
    name: randomRunName(),
    ...run,
    flow_version: null,
    context: "{}",
    empirical_policy: JSON.stringify(completePolicy()),
    parent_task_run_id: null,
    state_id: state.id,
    state_type: "SCHEDULED",
    state_name: state.name,
    state_timestamp: now,
    run_count: 0,
    expected_start_time: scheduledTime,
    next_scheduled_start_time: scheduledTime,
    start_time: null,
    end_time: null,
    sort_time: scheduledTime,
    total_run_time: 0,
    auto_scheduled: 1,
    infrastructure_pid: null,
    job_variables: "{}",
  };
}
