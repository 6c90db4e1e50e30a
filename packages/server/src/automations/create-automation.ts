import { type Automation, type AutomationCreate, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { automationEvent } from "./automation-event.ts";
import { advanceRevision, insertAutomation, insertRelatedResources, toAutomation } from "./queries.ts";
import { writtenColumns } from "./written-automation.ts";

/** Creates an automation, which is at work from then on if it is enabled. */
export async function createAutomation(context: Context, given: AutomationCreate): Promise<Automation> {
  const { targets, ...columns } = await writtenColumns(context, given);
  const row = await context.db.write(async (transaction) => {
    const now = context.now();
    const row = { id: newId(), created: now, updated: now, ...columns };
    await insertAutomation(transaction, row);
    const owner = given.owner_resource ? [{ resource_id: given.owner_resource, is_owner: 1 }] : [];
    const acted = targets.map((resource_id) => ({ resource_id, is_owner: 0 }));
    await insertRelatedResources(
      transaction,
      [...owner, ...acted].map((related) => ({ automation_id: row.id, ...related })),
    );
    await advanceRevision(transaction);
    await appendEvents(transaction, [automationEvent("created", row, now)]);
    return row;
  });
  context.wakeReaders();
  return toAutomation(row);
}
