import type { StateCreate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { selectUnfinishedTaskRuns } from "./queries.ts";
import { forceTaskRunState } from "./set-task-run-state.ts";

// So many are ended in one transaction, so that those of a large run do not hold up others.
const BATCH = 100;

/** Ends the task runs of a flow run that have not ended, as nobody else will. */
export async function endTaskRuns(context: Context, flowRunId: string, ended: StateCreate): Promise<void> {
  for (;;) {
    const ids = await selectUnfinishedTaskRuns(context.db.reader, flowRunId, BATCH);
    if (ids.length === 0) return;
    await context.db.write(async (transaction) => {
      for (const id of ids) await forceTaskRunState(context, transaction, id, ended);
    });
    context.wakeReaders();
  }
}
