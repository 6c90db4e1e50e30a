import { type Flow, type FlowCreate, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { flowEvent } from "./flow-event.ts";
import { insertFlow, selectFlowByName, toFlow } from "./queries.ts";

/** Creates a flow, or answers the one of this name as it is; names are unique. */
export async function createFlow(
  context: Context,
  { name, tags, labels }: FlowCreate,
): Promise<{ flow: Flow; isNew: boolean }> {
  const known = await selectFlowByName(context.db.reader, name);
  if (known) return { flow: toFlow(known), isNew: false };
  const created = await context.db.write(async (transaction) => {
    const now = context.now();
    const row = {
      id: newId(),
      created: now,
      updated: now,
      name,
      tags: JSON.stringify(tags ?? []),
      labels: JSON.stringify(labels ?? {}),
    };
    if (await insertFlow(transaction, row)) {
      await appendEvents(transaction, [flowEvent("created", row, now)]);
      return { flow: toFlow(row), isNew: true };
    }
    const existing = await selectFlowByName(transaction, name);
    if (!existing)
      throw new ReeveError("already_exists", `The flow ${name} was deleted while it was created.`);
    return { flow: toFlow(existing), isNew: false };
  });
  context.wakeReaders();
  return created;
}
