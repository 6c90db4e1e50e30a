import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { automationEvent } from "./automation-event.ts";
import {
  type AutomationRow,
  advanceRevision,
  deleteAutomationRow,
  lockAutomation,
  selectRelatedAutomations,
} from "./queries.ts";
import { noAutomationError } from "./read-automations.ts";

/** Deletes an automation with all that its triggers had counted. */
export async function deleteAutomation(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockAutomation(transaction, id);
    if (!row) throw noAutomationError(id);
    await remove(context, transaction, [row]);
  });
  context.wakeReaders();
}

/** Deletes the automations that belong to a resource, as when a deployment is declared anew. */
export async function deleteOwnedAutomations(context: Context, resourceId: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const rows = await selectRelatedAutomations(transaction, resourceId, { isOwner: true });
    if (rows.length > 0) await remove(context, transaction, rows);
  });
  context.wakeReaders();
}

async function remove(
  context: Context,
  transaction: Connection,
  rows: readonly AutomationRow[],
): Promise<void> {
  for (const { id } of rows) await deleteAutomationRow(transaction, id);
  await advanceRevision(transaction);
  const now = context.now();
  await appendEvents(
    transaction,
    rows.map((row) => automationEvent("deleted", row, now)),
  );
}
