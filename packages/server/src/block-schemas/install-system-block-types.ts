import { COMPATIBLE_VERSION, newId, type Timestamp } from "@reeve/protocol";
import { ensureBlockTypes } from "../block-types/create-block-type.ts";
import { getBlockTypesBySlugs } from "../block-types/read-block-types.ts";
import { updateBlockType } from "../block-types/update-block-type.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { blockChecksum } from "./block-checksum.ts";
import { answeredFields } from "./nested-schemas.ts";
import { type BlockSchemaRow, insertBlockSchemas, selectKnownChecksums } from "./queries.ts";
import { SYSTEM_BLOCK_TYPES, type SystemBlockType } from "./system-block-types.ts";

const SLUGS = SYSTEM_BLOCK_TYPES.map(({ slug }) => slug);

/** Creates what is missing of the block types that come with the server; a server asks for it when it starts. */
export async function ensureSystemBlockTypes(context: Context): Promise<void> {
  if (await hasThemAll(context.db.reader)) return;
  await context.db.write(async (transaction) => {
    const now = context.now();
    await ensureBlockTypes(transaction, SYSTEM_BLOCK_TYPES, now);
    const types = await getBlockTypesBySlugs(transaction, SLUGS);
    const rows = SYSTEM_BLOCK_TYPES.flatMap((type) => {
      const id = types.get(type.slug)?.id;
      // A user's own type may have taken the name.
      return id ? [schemaRow(type, id, now)] : [];
    });
    await insertBlockSchemas(transaction, rows);
  });
}

/** The same, and presents the types as this version of the server does. */
export async function installSystemBlockTypes(context: Context): Promise<void> {
  await ensureSystemBlockTypes(context);
  const types = await getBlockTypesBySlugs(context.db.reader, SLUGS);
  for (const { slug, documentation_url, description, code_example } of SYSTEM_BLOCK_TYPES) {
    const type = types.get(slug);
    if (!type) continue;
    const isPresented = type.description === description && type.code_example === code_example;
    if (!isPresented)
      await updateBlockType(context, type.id, { documentation_url, description, code_example });
  }
}

async function hasThemAll(connection: Connection): Promise<boolean> {
  const checksums = SYSTEM_BLOCK_TYPES.map(({ fields }) => blockChecksum(fields));
  const known = await selectKnownChecksums(connection, checksums, COMPATIBLE_VERSION);
  return checksums.every((checksum) => known.has(checksum));
}

const schemaRow = (type: SystemBlockType, typeId: string, now: Timestamp): BlockSchemaRow => ({
  id: newId(),
  created: now,
  updated: now,
  checksum: blockChecksum(type.fields),
  version: COMPATIBLE_VERSION,
  fields: JSON.stringify(answeredFields(type.fields, new Map())),
  capabilities: JSON.stringify(type.capabilities),
  block_type_id: typeId,
});
