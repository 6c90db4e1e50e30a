import type { Timestamp } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { selectFailedTaskRuns, updateTaskRunRow } from "./queries.ts";
import { forceTaskRunState } from "./set-task-run-state.ts";

/** Schedules the failed task runs of a flow run again, with all their attempts, in a transaction of the caller's. */
export async function retryFailedTaskRuns(
  context: Context,
  transaction: Connection,
  flowRunId: string,
  scheduled_time: Timestamp,
): Promise<void> {
  for (const id of await selectFailedTaskRuns(transaction, flowRunId)) {
    const proposed = { type: "SCHEDULED", name: "AwaitingRetry", state_details: { scheduled_time } } as const;
    await forceTaskRunState(context, transaction, id, proposed);
    await updateTaskRunRow(transaction, id, { run_count: 0 });
  }
}
