import { type BlockType, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { type BlockFilters, blockTypesMatch } from "../filters/block-filter-tables.ts";
import { notFoundError } from "../not-found.ts";
import {
  selectBlockType,
  selectBlockTypes,
  selectBlockTypesByIds,
  selectBlockTypesBySlugs,
  toBlockType,
} from "./queries.ts";

/** One block type by its id. */
export async function getBlockType({ db }: Context, id: string): Promise<BlockType> {
  const row = await selectBlockType(db.reader, id);
  if (!row) throw notFoundError("block type", id);
  return toBlockType(row);
}

/** One block type by its slug. */
export async function getBlockTypeBySlug({ db }: Context, slug: string): Promise<BlockType> {
  const [row] = await selectBlockTypesBySlugs(db.reader, [slug]);
  if (!row) throw new ReeveError("not_found", `There is no block type with the slug ${slug}.`);
  return toBlockType(row);
}

/** The block types that match, by name. */
export async function listBlockTypes(
  { db }: Context,
  filters: BlockFilters,
  page: { limit: number; offset: number },
): Promise<BlockType[]> {
  const rows = await selectBlockTypes(db.scanner, blockTypesMatch(db.dialect, filters), page);
  return rows.map(toBlockType);
}

/** The block types of these ids, for operations of other nouns. */
export async function getBlockTypesByIds(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, BlockType>> {
  if (ids.length === 0) return new Map();
  const rows = await selectBlockTypesByIds(connection, [...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, toBlockType(row)]));
}

/** The block types of these slugs, for operations of other nouns. */
export async function getBlockTypesBySlugs(
  connection: Connection,
  slugs: readonly string[],
): Promise<Map<string, BlockType>> {
  if (slugs.length === 0) return new Map();
  const rows = await selectBlockTypesBySlugs(connection, [...new Set(slugs)]);
  return new Map(rows.map((row) => [row.slug, toBlockType(row)]));
}
