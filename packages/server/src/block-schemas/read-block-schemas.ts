import { type BlockSchema, type BlockSchemaFilter, ReeveError } from "@reeve/protocol";
import { getBlockTypesByIds } from "../block-types/read-block-types.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { blockSchemasMatch } from "../filters/block-filter-tables.ts";
import { notFoundError } from "../not-found.ts";
import {
  type BlockSchemaRow,
  selectBlockSchemaByChecksum,
  selectBlockSchemas,
  selectBlockSchemasByIds,
  selectCapabilities,
  toBlockSchema,
} from "./queries.ts";

/** One block schema by its id. */
export async function getBlockSchema({ db }: Context, id: string): Promise<BlockSchema> {
  const blockSchema = (await getBlockSchemasByIds(db.reader, [id])).get(id);
  if (!blockSchema) throw notFoundError("block schema", id);
  return blockSchema;
}

/** One block schema by its checksum, the newest unless a version is asked for. */
export async function getBlockSchemaByChecksum(
  { db }: Context,
  checksum: string,
  version?: string,
): Promise<BlockSchema> {
  const row = await selectBlockSchemaByChecksum(db.reader, checksum, version);
  const [blockSchema] = row ? await withTypes(db.reader, [row]) : [];
  if (!blockSchema) {
    const ofVersion = version === undefined ? "" : ` and the version ${version}`;
    throw new ReeveError("not_found", `There is no block schema with the checksum ${checksum}${ofVersion}.`);
  }
  return blockSchema;
}

/** The block schemas that match, the newest first. */
export async function listBlockSchemas(
  { db }: Context,
  filter: BlockSchemaFilter | null | undefined,
  page: { limit: number; offset: number },
): Promise<BlockSchema[]> {
  const rows = await selectBlockSchemas(db.scanner, blockSchemasMatch(db.dialect, filter), page);
  return withTypes(db.reader, rows);
}

/** Everything that any block can do, in alphabetical order. */
export async function listBlockCapabilities({ db }: Context): Promise<string[]> {
  return [...new Set((await selectCapabilities(db.scanner)).flat())].sort();
}

/** The block schemas of these ids with their types, for operations of other nouns. */
export async function getBlockSchemasByIds(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, BlockSchema>> {
  if (ids.length === 0) return new Map();
  const rows = await selectBlockSchemasByIds(connection, [...new Set(ids)]);
  return new Map((await withTypes(connection, rows)).map((schema) => [schema.id, schema]));
}

async function withTypes(connection: Connection, rows: readonly BlockSchemaRow[]): Promise<BlockSchema[]> {
  const types = await getBlockTypesByIds(
    connection,
    rows.map(({ block_type_id }) => block_type_id),
  );
  // A type that was deleted since took the schema with it.
  return rows.flatMap((row) => {
    const type = types.get(row.block_type_id);
    return type ? [toBlockSchema(row, type)] : [];
  });
}
