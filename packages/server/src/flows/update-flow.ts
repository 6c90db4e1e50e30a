import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { updateFlowRow } from "./queries.ts";

/** Replaces a flow's tags. */
export async function updateFlow(context: Context, id: string, { tags }: { tags?: string[] }): Promise<void> {
  await context.db.write(async (transaction) => {
    const changes = { updated: context.now(), ...(tags && { tags: JSON.stringify(tags) }) };
    if (!(await updateFlowRow(transaction, id, changes))) throw notFoundError("flow", id);
  });
}
