import { isTerminal, type State } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { deleteBackgroundTaskRun, upsertBackgroundTaskRun } from "./queries.ts";

/**
 * Keeps a background task run in line for a task worker while it is scheduled, and there alone, in the transaction
 * that writes its state. One that is tried again goes before all others.
 */
export async function followBackgroundTaskRun(
  transaction: Connection,
  taskRun: { id: string; task_key: string },
  previous: State | null,
  state: State,
): Promise<void> {
  const { deferred, task_parameters_id, scheduled_time } = state.state_details;
  if (state.type === "SCHEDULED" && deferred) {
    await upsertBackgroundTaskRun(transaction, {
      task_run_id: taskRun.id,
      task_key: taskRun.task_key,
      parameters_id: task_parameters_id ?? null,
      is_retry: state.name === "AwaitingRetry" ? 1 : 0,
      due: scheduled_time ?? state.timestamp,
      worker_id: null,
    });
  } else if (previous?.state_details.deferred) {
    // What a worker has stays known as its own until it ends.
    await deleteBackgroundTaskRun(transaction, taskRun.id, { isUnclaimed: !isTerminal(state.type) });
  }
}
