import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { flowEvent } from "./flow-event.ts";
import { selectFlow, updateFlowRow } from "./queries.ts";

/** Replaces a flow's tags. */
export async function updateFlow(context: Context, id: string, { tags }: { tags?: string[] }): Promise<void> {
  await context.db.write(async (transaction) => {
    const now = context.now();
    const changes = { updated: now, ...(tags && { tags: JSON.stringify(tags) }) };
    if (!(await updateFlowRow(transaction, id, changes))) throw notFoundError("flow", id);
    const row = await selectFlow(transaction, id);
    if (row) await appendEvents(transaction, [flowEvent("updated", row, now)]);
  });
  context.wakeReaders();
}
