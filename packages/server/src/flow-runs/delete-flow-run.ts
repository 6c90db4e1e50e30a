import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowRunDeletedEvent } from "../events/flow-run-event.ts";
import { deleteLogs } from "../logs/delete-logs.ts";
import { notFoundError } from "../not-found.ts";
import { deleteFlowRunRow, detachSubflows } from "./queries.ts";
import { releaseSlotsOfRuns } from "./release-slots-of-runs.ts";

/** Deletes a flow run with its states, task runs and log lines; its subflows' runs stay, now without a parent. */
export async function deleteFlowRun(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    await releaseSlotsOfRuns(context, transaction, { flowRunId: id });
    await detachSubflows(transaction, id);
    if (!(await deleteFlowRunRow(transaction, id))) throw notFoundError("flow run", id);
    await deleteLogs(transaction, id);
    await appendEvents(transaction, [flowRunDeletedEvent(id, context.now())]);
  });
  context.wakeReaders();
}
