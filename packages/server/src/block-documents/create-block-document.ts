import { randomUUID } from "node:crypto";
import { type BlockDocument, type BlockDocumentCreate, newId, ReeveError } from "@reeve/protocol";
import { getBlockSchemasByIds } from "../block-schemas/read-block-schemas.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { assembleDocuments } from "./assemble-documents.ts";
import { checkReferences } from "./check-references.ts";
import { encryptData, splitData } from "./document-data.ts";
import { blockDocumentEvent } from "./document-event.ts";
import { insertBlockDocument, replaceReferences } from "./queries.ts";

/** Creates a block document; refuses a name that its type has given. Anonymous ones are given a name. */
export async function createBlockDocument(
  context: Context,
  given: BlockDocumentCreate,
): Promise<BlockDocument> {
  const document = await context.db.write((transaction) => insertNewDocument(context, transaction, given));
  context.wakeReaders();
  return document;
}

async function insertNewDocument(
  context: Context,
  transaction: Connection,
  { name: givenName, data = {}, block_schema_id, block_type_id, is_anonymous = false }: BlockDocumentCreate,
): Promise<BlockDocument> {
  const name = givenName ?? (is_anonymous ? `anonymous-${randomUUID()}` : undefined);
  if (name === undefined) {
    throw new ReeveError("invalid_request", "A block document needs a name unless it is anonymous.");
  }
  const schema = (await getBlockSchemasByIds(transaction, [block_schema_id])).get(block_schema_id);
  if (!schema) throw unknownSchemaError(block_schema_id);
  if (schema.block_type_id !== block_type_id) {
    throw new ReeveError(
      "unknown_reference",
      `The block schema ${block_schema_id} is not one of the block type ${block_type_id}.`,
    );
  }
  const id = newId();
  const { own, references } = splitData(data);
  await checkReferences(transaction, id, references);
  const now = context.now();
  const row = {
    id,
    created: now,
    updated: now,
    name,
    data: encryptData(context.keyring, id, own),
    block_schema_id,
    block_type_id,
    block_type_name: schema.block_type?.name ?? "",
    is_anonymous: is_anonymous ? 1 : 0,
  };
  if (!(await insertBlockDocument(transaction, row))) {
    throw new ReeveError("already_exists", `There is a ${row.block_type_name} block named ${name} already.`);
  }
  await replaceReferences(transaction, id, references);
  const [document] = await assembleDocuments(context, transaction, [row]);
  if (!is_anonymous) await appendEvents(transaction, [blockDocumentEvent("created", document!, now)]);
  return document!;
}

/** The error for a schema that is not there. */
export const unknownSchemaError = (id: string): ReeveError =>
  new ReeveError("unknown_reference", `There is no block schema with the id ${id}.`);
