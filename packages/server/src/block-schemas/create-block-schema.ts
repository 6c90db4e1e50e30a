import { type BlockSchema, type BlockSchemaCreate, newId, ReeveError, type Timestamp } from "@reeve/protocol";
import { getBlockTypesByIds, getBlockTypesBySlugs } from "../block-types/read-block-types.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { parseExactJson } from "../exact-json.ts";
import { notFoundError } from "../not-found.ts";
import { blockChecksum } from "./block-checksum.ts";
import {
  answeredFields,
  findDefinition,
  type NestedSchema,
  referencesOf,
  type SchemaReference,
} from "./nested-schemas.ts";
import {
  type BlockSchemaRow,
  insertBlockSchemas,
  selectBlockSchemaByChecksum,
  toBlockSchema,
} from "./queries.ts";
import type { SchemaFields } from "./schema-fields.ts";

/** What schemas are called of packages that do not say their version. */
const NO_VERSION = "non-versioned";
// Deeper than any block is nested, and an end for definitions that hold each other.
const DEEPEST = 20;

/** Creates a block schema with those nested in it, or answers the one of its checksum and version. */
export async function createBlockSchema(
  context: Context,
  given: BlockSchemaCreate,
): Promise<{ blockSchema: BlockSchema; isNew: boolean }> {
  return context.db.write(async (transaction) => {
    const type = (await getBlockTypesByIds(transaction, [given.block_type_id])).get(given.block_type_id);
    if (!type) throw notFoundError("block type", given.block_type_id);
    const { row, isNew } = await ensureBlockSchema(transaction, given, context.now());
    return { blockSchema: toBlockSchema(row, type), isNew };
  });
}

/** The schema of these fields and this version, created in a transaction of the caller's unless it is there. */
export async function ensureBlockSchema(
  transaction: Connection,
  { fields = {}, version = NO_VERSION, ...given }: BlockSchemaCreate,
  now: Timestamp,
  depth = 0,
): Promise<{ row: BlockSchemaRow; isNew: boolean }> {
  const checksum = blockChecksum(fields);
  const known = await selectBlockSchemaByChecksum(transaction, checksum, version);
  if (known) return { row: known, isNew: false };
  const nested = await ensureNestedSchemas(transaction, fields, now, depth);
  const row: BlockSchemaRow = {
    id: newId(),
    created: now,
    updated: now,
    checksum,
    version,
    fields: JSON.stringify(answeredFields(fields, nested)),
    capabilities: JSON.stringify(given.capabilities ?? []),
    block_type_id: given.block_type_id,
  };
  if ((await insertBlockSchemas(transaction, [row])) > 0) return { row, isNew: true };
  const winner = await selectBlockSchemaByChecksum(transaction, checksum, version);
  if (!winner) throw new ReeveError("already_exists", "The block schema was deleted while it was created.");
  return { row: winner, isNew: false };
}

async function ensureNestedSchemas(
  transaction: Connection,
  fields: SchemaFields,
  now: Timestamp,
  depth: number,
): Promise<Map<string, NestedSchema[]>> {
  if (depth > DEEPEST) {
    throw new ReeveError("unprocessable", `Blocks can be nested ${DEEPEST} deep; these hold each other.`);
  }
  const references = referencesOf(fields);
  const slugs = [...references.values()].flat().map(({ block_type_slug }) => block_type_slug);
  const types = await getBlockTypesBySlugs(transaction, slugs);
  const nested = new Map<string, NestedSchema[]>();
  for (const [name, ofField] of references) {
    const schemas: NestedSchema[] = [];
    for (const reference of ofField) {
      const { block_type_slug: slug } = reference;
      const type = types.get(slug);
      if (!type) {
        throw new ReeveError(
          "unknown_reference",
          `There is no block type ${slug}; register it before the blocks that hold it.`,
        );
      }
      schemas.push(await ensureNestedSchema(transaction, { fields, reference, typeId: type.id }, now, depth));
    }
    nested.set(name, schemas);
  }
  return nested;
}

/** A nested schema is known by its checksum; one that is not known is made of what the outer schema defines. */
async function ensureNestedSchema(
  transaction: Connection,
  outer: { fields: SchemaFields; reference: SchemaReference; typeId: string },
  now: Timestamp,
  depth: number,
): Promise<NestedSchema> {
  const { block_type_slug, block_schema_checksum } = outer.reference;
  const definition = findDefinition(outer.fields, outer.reference);
  let row = await selectBlockSchemaByChecksum(transaction, block_schema_checksum);
  if (!row) {
    if (!definition) {
      throw new ReeveError(
        "unprocessable",
        `No block schema has the checksum ${block_schema_checksum}, and the definitions hold none of the type ${block_type_slug}.`,
      );
    }
    const create = { fields: definition.fields, block_type_id: outer.typeId };
    ({ row } = await ensureBlockSchema(transaction, create, now, depth + 1));
  }
  const fields = parseExactJson(row.fields) as SchemaFields;
  return {
    definition: definition?.name ?? String(fields.title ?? block_type_slug),
    fields,
    reference: { block_type_slug, block_schema_checksum: row.checksum },
  };
}
