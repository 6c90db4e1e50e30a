import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { deleteFlowRow } from "./queries.ts";

/** Deletes a flow with its runs, their states and their task runs. */
export async function deleteFlow(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    if (!(await deleteFlowRow(transaction, id))) throw notFoundError("flow", id);
  });
  context.wakeReaders();
}
