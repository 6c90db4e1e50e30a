import type { BlockSchema, BlockType } from "@reeve/protocol";
import type { Expression, SqlBool } from "kysely";
import type { Connection } from "../db/database.ts";
import type { BlockSchemasTable } from "../db/schema/blocks.ts";
import { parseExactJson } from "../exact-json.ts";

export type BlockSchemaRow = BlockSchemasTable;

export const toBlockSchema = (row: BlockSchemaRow, type: BlockType): BlockSchema => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  checksum: row.checksum,
  fields: parseExactJson(row.fields) as Record<string, unknown>,
  block_type_id: row.block_type_id,
  block_type: type,
  capabilities: JSON.parse(row.capabilities),
  version: row.version,
});

export const selectBlockSchemasByIds = (db: Connection, ids: readonly string[]): Promise<BlockSchemaRow[]> =>
  db.selectFrom("block_schemas").selectAll().where("id", "in", ids).execute();

/** The schema of this checksum and version, or the newest of any version. */
export const selectBlockSchemaByChecksum = (
  db: Connection,
  checksum: string,
  version?: string,
): Promise<BlockSchemaRow | undefined> =>
  db
    .selectFrom("block_schemas")
    .selectAll()
    .where("checksum", "=", checksum)
    .$if(version !== undefined, (query) => query.where("version", "=", version!))
    .orderBy("created", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

/** Which of these checksums have a schema of this version. */
export async function selectKnownChecksums(
  db: Connection,
  checksums: readonly string[],
  version: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("block_schemas")
    .select("checksum")
    .where("checksum", "in", checksums)
    .where("version", "=", version)
    .execute();
  return new Set(rows.map(({ checksum }) => checksum));
}

export const selectBlockSchemas = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset }: { limit: number; offset: number },
): Promise<BlockSchemaRow[]> =>
  db
    .selectFrom("block_schemas")
    .selectAll()
    .where(matches)
    .orderBy("created", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();

/** The different lists of capabilities that schemas have. */
export async function selectCapabilities(db: Connection): Promise<string[][]> {
  const rows = await db.selectFrom("block_schemas").select("capabilities").distinct().execute();
  return rows.map(({ capabilities }) => JSON.parse(capabilities));
}

/** Inserts those schemas of whose checksum and version there is none yet; answers how many. */
export async function insertBlockSchemas(db: Connection, rows: readonly BlockSchemaRow[]): Promise<number> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("block_schemas")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["checksum", "version"]).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n);
}

export async function deleteBlockSchemaRow(db: Connection, id: string): Promise<void> {
  await db.deleteFrom("block_schemas").where("id", "=", id).execute();
}
