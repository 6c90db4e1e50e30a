import { ReeveError, type ServerDefaultResultStorage } from "@reeve/protocol";
import { readResultStorageId, writeResultStorageId } from "../admin/result-storage-id.ts";
import { getBlockSchemasByIds } from "../block-schemas/read-block-schemas.ts";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { selectBlockDocumentsByIds } from "./queries.ts";
import { hasBlockDocument } from "./read-block-documents.ts";

/** What a block must be able to do so that results can be stored in it. */
const CAPABILITY = "write-path";

/** The block that stores results when a flow names none; null while none is chosen, or once it is deleted. */
export async function getResultStorage({ db }: Context): Promise<ServerDefaultResultStorage> {
  const id = await readResultStorageId(db.reader);
  const isThere = id !== null && (await hasBlockDocument(db.reader, id));
  return { default_result_storage_block_id: isThere ? id : null };
}

/** Chooses the block that stores results when a flow names none. */
export async function setResultStorage(context: Context, id: string): Promise<ServerDefaultResultStorage> {
  await context.db.write(async (transaction) => {
    const [row] = await selectBlockDocumentsByIds(transaction, [id]);
    if (!row) throw notFoundError("block document", id);
    const schema = (await getBlockSchemasByIds(transaction, [row.block_schema_id])).get(row.block_schema_id);
    if (!schema?.capabilities.includes(CAPABILITY)) {
      throw new ReeveError(
        "unprocessable",
        `Results cannot be stored in the block ${row.name}: a ${row.block_type_name} block lacks the capability ${CAPABILITY}.`,
      );
    }
    await writeResultStorageId(transaction, id, context.now());
  });
  return { default_result_storage_block_id: id };
}

/** Leaves results to where each flow stores them. */
export const clearResultStorage = (context: Context): Promise<void> =>
  context.db.write((transaction) => writeResultStorageId(transaction, null, context.now()));
