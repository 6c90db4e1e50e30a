import type { BlockTypeUpdate } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { blockTypeEvent } from "./block-type-event.ts";
import { lockBlockType, updateBlockTypeRow } from "./queries.ts";

/** Changes how a block type is presented, as far as it is given. */
export async function updateBlockType(context: Context, id: string, given: BlockTypeUpdate): Promise<void> {
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await context.db.write(async (transaction) => {
    const before = await lockBlockType(transaction, id);
    if (!before) throw notFoundError("block type", id);
    const updated = context.now();
    await updateBlockTypeRow(transaction, id, { ...changes, updated });
    const after = { ...before, ...changes, updated };
    await appendEvents(transaction, [blockTypeEvent("updated", after, updated)]);
  });
  context.wakeReaders();
}
