import { releaseTaskRunLeases } from "../concurrency-limits/release-task-run-leases.ts";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { deleteTaskRunRow } from "./queries.ts";

/** Deletes a task run with its states. */
export async function deleteTaskRun(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    await releaseTaskRunLeases(transaction, { taskRunId: id });
    if (!(await deleteTaskRunRow(transaction, id))) throw notFoundError("task run", id);
  });
}
