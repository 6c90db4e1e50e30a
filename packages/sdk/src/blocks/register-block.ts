import type { Client } from "@reeve/client";
import type { BlockType } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { hasCode } from "../has-code.ts";
import type { RegisteredBlock } from "./block-documents.ts";
import type { BlockFields } from "./block-fields.ts";

export type BlockRegistration = {
  name: string;
  slug: string;
  description: string | undefined;
  fields: BlockFields;
};

/** Makes the type and its schema known to the server, or finds them there. */
export async function registerBlock(client: Client, block: BlockRegistration): Promise<RegisteredBlock> {
  const { id } = await ensureBlockType(client, block);
  const schema = await client.createBlockSchema({ body: { block_type_id: id, fields: { ...block.fields } } });
  return { blockTypeId: id, blockSchemaId: schema.id };
}

/** The type and the newest schema of a block that comes with every server. */
export async function findInstalledBlock(client: Client, slug: string): Promise<RegisteredBlock> {
  const { id } = await client.getBlockTypeBySlug({ params: { slug } });
  const [schema] = await client.listBlockSchemas({
    body: { block_schemas: { block_type_id: { any_: [id] } }, limit: 1 },
  });
  if (schema) return { blockTypeId: id, blockSchemaId: schema.id };
  throw new ReeveError(
    "not_found",
    `The server has no schema of the block type "${slug}", which comes with it: restart the server.`,
  );
}

async function ensureBlockType(client: Client, block: BlockRegistration): Promise<BlockType> {
  const { name, slug, description } = block;
  const find = () => client.getBlockTypeBySlug({ params: { slug } });
  const found = await find().catch((error) => {
    if (!hasCode(error, "not_found")) throw error;
  });
  if (!found) {
    try {
      const described = description === undefined ? {} : { description };
      return await client.createBlockType({ body: { name, slug, ...described } });
    } catch (error) {
      // Another process registered it in between.
      if (!hasCode(error, "already_exists")) throw error;
      return find();
    }
  }
  if (description !== undefined && description !== found.description) {
    await client.updateBlockType({ params: { id: found.id }, body: { description } });
  }
  return found;
}
