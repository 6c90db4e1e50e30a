import { ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { notFoundError } from "../not-found.ts";
import { deleteBlockSchemaRow } from "./queries.ts";
import { getBlockSchemasByIds } from "./read-block-schemas.ts";

/** Deletes a block schema with its documents, unless clients rely on its type. */
export async function deleteBlockSchema(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const blockSchema = (await getBlockSchemasByIds(transaction, [id])).get(id);
    if (!blockSchema) throw notFoundError("block schema", id);
    if (blockSchema.block_type?.is_protected) {
      throw new ReeveError(
        "forbidden",
        `The block type ${blockSchema.block_type.slug} is protected, so its schemas cannot be deleted.`,
      );
    }
    await deleteBlockSchemaRow(transaction, id);
  });
}
