import type { AutomationUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { automationEvent } from "./automation-event.ts";
import { checkForLoops } from "./check-for-loops.ts";
import {
  type AutomationRow,
  advanceRevision,
  deleteTargets,
  deleteTriggerState,
  insertRelatedResources,
  lockAutomation,
  updateAutomationRow,
} from "./queries.ts";
import { noAutomationError } from "./read-automations.ts";
import { writtenColumns } from "./written-automation.ts";

/** Replaces an automation; what its triggers had counted is forgotten with them. */
export async function updateAutomation(context: Context, id: string, given: AutomationUpdate): Promise<void> {
  const { targets, ...columns } = await writtenColumns(context, given);
  await change(context, id, async (transaction) => {
    await deleteTargets(transaction, id);
    await insertRelatedResources(
      transaction,
      targets.map((resource_id) => ({ automation_id: id, resource_id, is_owner: 0 })),
    );
    return columns;
  });
}

/** Enables or disables an automation; it begins to count anew either way. */
export const enableAutomation = (context: Context, id: string, enabled: boolean): Promise<void> =>
  change(context, id, async (_, before) => {
    if (enabled) checkForLoops(JSON.parse(before.trigger), JSON.parse(before.actions));
    return { enabled: Number(enabled) };
  });

async function change(
  context: Context,
  id: string,
  decide: (transaction: Connection, before: AutomationRow) => Promise<Partial<AutomationRow>>,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockAutomation(transaction, id);
    if (!before) throw noAutomationError(id);
    const changes = { ...(await decide(transaction, before)), updated: context.now() };
    await updateAutomationRow(transaction, id, changes);
    await deleteTriggerState(transaction, id);
    await advanceRevision(transaction);
    await appendEvents(transaction, [automationEvent("updated", { ...before, ...changes }, changes.updated)]);
  });
  context.wakeReaders();
}
