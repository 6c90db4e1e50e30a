import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { blockTypeEvent } from "./block-type-event.ts";
import { deleteBlockTypeRow, lockBlockType } from "./queries.ts";

/** Deletes a block type with its schemas and documents, unless it is one that clients rely on. */
export async function deleteBlockType(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockBlockType(transaction, id);
    if (!row) throw notFoundError("block type", id);
    if (row.is_protected !== 0) {
      throw new ReeveError("forbidden", `The block type ${row.slug} is protected and cannot be deleted.`);
    }
    await deleteBlockTypeRow(transaction, id);
    await appendEvents(transaction, [blockTypeEvent("deleted", row, context.now())]);
  });
  context.wakeReaders();
}
