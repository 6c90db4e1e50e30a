import type { BlockDocumentSort } from "@reeve/protocol";
import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { BlockDocumentReferencesTable, BlockDocumentsTable } from "../db/schema/blocks.ts";
import { updateRow } from "../db/update-row.ts";
import { blockDocumentOrder } from "../filters/order.ts";

export type BlockDocumentRow = BlockDocumentsTable;
export type BlockDocumentReferenceRow = BlockDocumentReferencesTable;

export const selectBlockDocumentsByIds = (
  db: Connection,
  ids: readonly string[],
): Promise<BlockDocumentRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom("block_documents").selectAll().where("id", "in", ids).execute();

/** The document of this name of the type with this slug. */
export const selectBlockDocumentByName = (
  db: Connection,
  typeId: string,
  name: string,
): Promise<BlockDocumentRow | undefined> =>
  db
    .selectFrom("block_documents")
    .selectAll()
    .where("block_type_id", "=", typeId)
    .where("name", "=", name)
    .executeTakeFirst();

/** The document; nobody else changes it until the transaction ends. */
export const lockBlockDocument = (db: Connection, id: string): Promise<BlockDocumentRow | undefined> =>
  lockRows(
    db,
    db.selectFrom("block_documents").selectAll().where("id", "=", id),
    "block_documents",
  ).executeTakeFirst();

/** Inserts a document unless its type has one of this name; true when it did. */
export async function insertBlockDocument(db: Connection, row: BlockDocumentRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("block_documents")
    .values(row)
    .onConflict((conflict) => conflict.columns(["block_type_id", "name"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export const updateBlockDocumentRow = (
  db: Connection,
  id: string,
  changes: Partial<BlockDocumentRow>,
): Promise<boolean> => updateRow(db, "block_documents", id, changes);

export async function deleteBlockDocumentRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("block_documents").where("id", "=", id).execute();
}

/** The references that these documents hold. */
export const selectReferences = (
  db: Connection,
  parentIds: readonly string[],
): Promise<BlockDocumentReferenceRow[]> =>
  parentIds.length === 0
    ? Promise.resolve([])
    : db.selectFrom("block_document_references").selectAll().where("parent_id", "in", parentIds).execute();

/** Puts these references in the place of all that a document holds. */
export async function replaceReferences(
  db: Connection,
  parentId: string,
  references: ReadonlyMap<string, string>,
): Promise<void> {
  await db.deleteFrom("block_document_references").where("parent_id", "=", parentId).execute();
  if (references.size === 0) return;
  const rows = [...references].map(([name, reference_id]) => ({ parent_id: parentId, name, reference_id }));
  await db.insertInto("block_document_references").values(rows).execute();
}

export const selectBlockDocuments = (
  db: Connection,
  matches: Expression<SqlBool>,
  { sort, limit, offset }: { sort: BlockDocumentSort; limit: number; offset: number },
): Promise<BlockDocumentRow[]> =>
  blockDocumentOrder(sort)
    .reduce(
      (query, order) => query.orderBy(order),
      db.selectFrom("block_documents").selectAll().where(matches),
    )
    .limit(limit)
    .offset(offset)
    .execute();

/** All named documents of a type, by name: the wire knows no pages of these. */
export const selectBlockDocumentsOfType = (db: Connection, typeId: string): Promise<BlockDocumentRow[]> =>
  db
    .selectFrom("block_documents")
    .selectAll()
    .where("block_type_id", "=", typeId)
    .where("is_anonymous", "=", 0)
    .orderBy("name")
    .execute();

export async function countBlockDocumentRows(db: Connection, matches: Expression<SqlBool>): Promise<number> {
  const { count } = await db
    .selectFrom("block_documents")
    .select(sql<number>`count(*)`.as("count"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return count;
}

/** Documents behind an id whose data do not begin so; nobody else changes them until the transaction ends. */
export const lockDocumentsEncryptedOtherwise = (
  db: Connection,
  prefix: string,
  { after, limit }: { after: string; limit: number },
): Promise<Pick<BlockDocumentRow, "id" | "data">[]> =>
  lockRows(
    db,
    db
      .selectFrom("block_documents")
      .select(["id", "data"])
      .where("id", ">", after)
      .where(sql<SqlBool>`substr(data, 1, ${prefix.length}) <> ${prefix}`)
      .orderBy("id")
      .limit(limit),
    "block_documents",
  ).execute();
