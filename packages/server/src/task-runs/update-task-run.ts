import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { updateTaskRunRow } from "./queries.ts";

/** Renames a task run. */
export async function updateTaskRun(
  context: Context,
  id: string,
  { name }: { name?: string },
): Promise<void> {
  await context.db.write(async (transaction) => {
    const changes = { updated: context.now(), ...(name && { name }) };
    if (!(await updateTaskRunRow(transaction, id, changes))) throw notFoundError("task run", id);
  });
}
