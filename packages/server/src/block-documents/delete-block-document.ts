import { type BlockDocument, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { assembleDocuments } from "./assemble-documents.ts";
import { encryptData } from "./document-data.ts";
import { blockDocumentEvent } from "./document-event.ts";
import { type BlockDocumentRow, deleteBlockDocumentRow, lockBlockDocument } from "./queries.ts";

/** Deletes a block document; fields of other documents that refer to it go with it. */
export async function deleteBlockDocument(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockBlockDocument(transaction, id);
    if (!row) throw notFoundError("block document", id);
    const document = await assembleLast(context, transaction, row);
    await deleteBlockDocumentRow(transaction, id);
    if (!document.is_anonymous) {
      await appendEvents(transaction, [blockDocumentEvent("deleted", document, context.now())]);
    }
  });
  context.wakeReaders();
}

/** A document whose key is lost can still be deleted; its event then tells of no data. */
async function assembleLast(
  context: Context,
  transaction: Connection,
  row: BlockDocumentRow,
): Promise<BlockDocument> {
  try {
    return (await assembleDocuments(context, transaction, [row]))[0]!;
  } catch (error) {
    if (!(error instanceof ReeveError) || error.code !== "secrets_unreadable") throw error;
    const empty = { ...row, data: encryptData(context.keyring, row.id, {}) };
    return (await assembleDocuments(context, transaction, [empty]))[0]!;
  }
}
