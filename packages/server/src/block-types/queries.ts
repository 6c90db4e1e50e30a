import type { BlockType } from "@reeve/protocol";
import type { Expression, SqlBool } from "kysely";
import type { Connection } from "../db/database.ts";
import { lockRows } from "../db/locking.ts";
import type { BlockTypesTable } from "../db/schema/blocks.ts";
import { updateRow } from "../db/update-row.ts";

export type BlockTypeRow = BlockTypesTable;

export const toBlockType = (row: BlockTypeRow): BlockType => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  slug: row.slug,
  logo_url: row.logo_url,
  documentation_url: row.documentation_url,
  description: row.description,
  code_example: row.code_example,
  is_protected: row.is_protected !== 0,
});

export const selectBlockType = (db: Connection, id: string): Promise<BlockTypeRow | undefined> =>
  db.selectFrom("block_types").selectAll().where("id", "=", id).executeTakeFirst();

/** The block type; nobody else changes it until the transaction ends. */
export const lockBlockType = (db: Connection, id: string): Promise<BlockTypeRow | undefined> =>
  lockRows(
    db,
    db.selectFrom("block_types").selectAll().where("id", "=", id),
    "block_types",
  ).executeTakeFirst();

export const selectBlockTypesByIds = (db: Connection, ids: readonly string[]): Promise<BlockTypeRow[]> =>
  db.selectFrom("block_types").selectAll().where("id", "in", ids).execute();

export const selectBlockTypesBySlugs = (db: Connection, slugs: readonly string[]): Promise<BlockTypeRow[]> =>
  db.selectFrom("block_types").selectAll().where("slug", "in", slugs).execute();

export const selectBlockTypes = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset }: { limit: number; offset: number },
): Promise<BlockTypeRow[]> =>
  db
    .selectFrom("block_types")
    .selectAll()
    .where(matches)
    .orderBy("name")
    .orderBy("id")
    .limit(limit)
    .offset(offset)
    .execute();

/** Inserts those block types whose slugs are free; answers how many. */
export async function insertBlockTypes(db: Connection, rows: readonly BlockTypeRow[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("block_types")
    .values(rows)
    .onConflict((conflict) => conflict.column("slug").doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export const updateBlockTypeRow = (
  db: Connection,
  id: string,
  changes: Partial<BlockTypeRow>,
): Promise<boolean> => updateRow(db, "block_types", id, changes);

export async function deleteBlockTypeRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("block_types").where("id", "=", id).execute();
}
