import { type BlockDocumentUpdate, type BlockSchema, ReeveError } from "@reeve/protocol";
import { getBlockSchemasByIds } from "../block-schemas/read-block-schemas.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { assembleDocuments, secretFieldsOf } from "./assemble-documents.ts";
import { checkReferences } from "./check-references.ts";
import { unknownSchemaError } from "./create-block-document.ts";
import { type DocumentData, decryptData, encryptData, type SplitData, splitData } from "./document-data.ts";
import { blockDocumentEvent } from "./document-event.ts";
import {
  type BlockDocumentRow,
  lockBlockDocument,
  replaceReferences,
  selectReferences,
  updateBlockDocumentRow,
} from "./queries.ts";
import { unmaskSecrets } from "./secret-places.ts";

/** Changes a document's data, key by key unless they are to be replaced, and moves it to another schema of its type. */
export async function updateBlockDocument(
  context: Context,
  id: string,
  { data, block_schema_id, merge_existing_data = true }: BlockDocumentUpdate,
): Promise<void> {
  await context.db.write(async (transaction) => {
    const before = await lockBlockDocument(transaction, id);
    if (!before) throw notFoundError("block document", id);
    const schema = await schemaFor(transaction, before, block_schema_id ?? before.block_schema_id);
    const updated = context.now();
    const changes: Partial<BlockDocumentRow> = { block_schema_id: schema.id, updated };
    if (data) {
      const given = splitData(await unmask(context, transaction, { before, schema, data }));
      const next = merge_existing_data ? await merge(context, transaction, before, given) : given;
      await checkReferences(transaction, id, next.references);
      await replaceReferences(transaction, id, next.references);
      changes.data = encryptData(context.keyring, id, next.own);
    }
    await updateBlockDocumentRow(transaction, id, changes);
    const [document] = await assembleDocuments(context, transaction, [{ ...before, ...changes }]);
    if (!document!.is_anonymous)
      await appendEvents(transaction, [blockDocumentEvent("updated", document!, updated)]);
  });
  context.wakeReaders();
}

async function schemaFor(transaction: Connection, row: BlockDocumentRow, id: string): Promise<BlockSchema> {
  const schema = (await getBlockSchemasByIds(transaction, [id])).get(id);
  if (!schema) throw unknownSchemaError(id);
  if (schema.block_type_id !== row.block_type_id) {
    throw new ReeveError(
      "bad_request",
      `The block schema ${id} belongs to another block type; a document stays within its type.`,
    );
  }
  return schema;
}

/** Whoever was shown masks sends them back: what is stored stays in their place. */
async function unmask(
  context: Context,
  transaction: Connection,
  { before, schema, data }: { before: BlockDocumentRow; schema: BlockSchema; data: DocumentData },
): Promise<DocumentData> {
  const [stored] = await assembleDocuments(context, transaction, [before], { includeSecrets: true });
  const secretFields = new Set([...secretFieldsOf(stored!.block_schema), ...secretFieldsOf(schema)]);
  return unmaskSecrets(data, stored!.data, [...secretFields]);
}

/** A field that is given takes the place of the one that is stored, whichever of them refers to a document. */
async function merge(
  { keyring }: Context,
  transaction: Connection,
  before: BlockDocumentRow,
  given: SplitData,
): Promise<SplitData> {
  const stored = await selectReferences(transaction, [before.id]);
  const keptReferences = stored
    .filter(({ name }) => !Object.hasOwn(given.own, name))
    .map(({ name, reference_id }) => [name, reference_id] as const);
  const keptFields = Object.entries(decryptData(keyring, before)).filter(
    ([name]) => !given.references.has(name),
  );
  return {
    own: { ...Object.fromEntries(keptFields), ...given.own },
    references: new Map([...keptReferences, ...given.references]),
  };
}
