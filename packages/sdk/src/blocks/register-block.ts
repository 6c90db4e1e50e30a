import type { Client } from "@reeve/client";
import type { BlockType } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { hasCode } from "../has-code.ts";
import type { RegisteredBlock } from "./block-documents.ts";
import { MAKING, type NestedClasses } from "./block-making.ts";

export type BlockRegistration = {
  name: string;
  slug: string;
  description?: string;
  logoUrl?: string;
  documentationUrl?: string;
  capabilities?: readonly string[];
  version?: string;
  schema: Readonly<Record<string, unknown>>;
  nested: NestedClasses;
};

/** Makes the type and its schema known to the server, or finds them there; those of nested blocks first. */
export async function registerBlock(client: Client, block: BlockRegistration): Promise<RegisteredBlock> {
  const references = await registerNested(client, block.nested);
  const { id } = await ensureBlockType(client, block);
  const { capabilities, version, schema } = block;
  const registered = await client.createBlockSchema({
    body: {
      block_type_id: id,
      fields: { ...schema, block_schema_references: references },
      ...(capabilities ? { capabilities: [...capabilities] } : {}),
      ...(version ? { version } : {}),
    },
  });
  return { blockTypeId: id, blockSchemaId: registered.id, checksum: registered.checksum };
}

/** The type and the newest schema of a block that comes with every server. */
export async function findInstalledBlock(client: Client, slug: string): Promise<RegisteredBlock> {
  const { id } = await client.getBlockTypeBySlug({ params: { slug } });
  const [schema] = await client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [id] } }, limit: 1 },
  });
  if (schema) return { blockTypeId: id, blockSchemaId: schema.id, checksum: schema.checksum };
  throw new ReeveError(
    "not_found",
    `The server has no schema of the block type "${slug}", which comes with it: restart the server.`,
  );
}

/** Registers the classes of nested blocks; answers how a schema refers to theirs, field by field. */
async function registerNested(client: Client, nested: NestedClasses): Promise<Record<string, unknown>> {
  const references = [...nested].map(async ([field, classes]) => {
    const ofField = await Promise.all(
      classes.map(async ({ slug, [MAKING]: making }) => ({
        block_schema_checksum: (await making.register(client)).checksum,
        block_type_slug: slug,
      })),
    );
    return [field, ofField.length === 1 ? ofField[0] : ofField] as const;
  });
  return Object.fromEntries(await Promise.all(references));
}

async function ensureBlockType(client: Client, block: BlockRegistration): Promise<BlockType> {
  const { name, slug, description, logoUrl, documentationUrl } = block;
  const find = () => client.getBlockTypeBySlug({ params: { slug } });
  const shown = {
    ...(description === undefined ? {} : { description }),
    ...(logoUrl === undefined ? {} : { logo_url: logoUrl }),
    ...(documentationUrl === undefined ? {} : { documentation_url: documentationUrl }),
  };
  const found = await find().catch((error) => {
    if (!hasCode(error, "not_found")) throw error;
  });
  if (!found) {
    try {
      return await client.createBlockType({ body: { name, slug, ...shown } });
    } catch (error) {
      // Another process registered it in between.
      if (!hasCode(error, "already_exists")) throw error;
      return find();
    }
  }
  const isShown = Object.entries(shown).every(([key, value]) => found[key as keyof typeof shown] === value);
  if (!isShown) await client.updateBlockType({ params: { id: found.id }, body: shown });
  return found;
}
