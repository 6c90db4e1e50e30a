import type { Client } from "@reeve/client";
import type { BlockDocument } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { hasCode } from "../has-code.ts";

/** The type and the schema that a document is of, and the checksum by which other schemas refer to that. */
export type RegisteredBlock = { blockTypeId: string; blockSchemaId: string; checksum: string };

type Document = { slug: string; name: string; data: Record<string, unknown>; overwrite: boolean };

const NAME = /^[a-z0-9-]+$/;

/** Writes a document, over one of its name only with `overwrite`; answers its id. */
export async function saveDocument(
  client: Client,
  { blockTypeId, blockSchemaId }: RegisteredBlock,
  { slug, name, data, overwrite }: Document,
): Promise<string> {
  const schema = { block_schema_id: blockSchemaId };
  try {
    const body = { name, data, ...schema, block_type_id: blockTypeId };
    return (await client.createBlockDocument({ body })).id;
  } catch (error) {
    if (!hasCode(error, "already_exists")) throw error;
    if (!overwrite) {
      throw new ReeveError(
        "already_exists",
        `There is a block "${slug}/${name}" already. Pass { overwrite: true } to replace it.`,
        { cause: error },
      );
    }
  }
  const { id } = await findDocument(client, slug, name, false);
  await client.updateBlockDocument({ params: { id }, body: { ...schema, data, merge_existing_data: false } });
  return id;
}

/** The document of this name; a ReeveError that says how to come by one when it is not there. */
export async function findDocument(
  client: Client,
  slug: string,
  name: string,
  includeSecrets: boolean,
): Promise<BlockDocument> {
  try {
    return await client.getBlockDocumentByName({
      params: { slug, block_document_name: name },
      query: { include_secrets: includeSecrets },
    });
  } catch (error) {
    if (!hasCode(error, "not_found")) throw error;
    throw new ReeveError(
      "not_found",
      `There is no block "${slug}/${name}". Save one with save("${name}"), in Python or in the UI.`,
      { cause: error },
    );
  }
}

/** The name, if documents can be called so. */
export function checkedDocumentName(name: string): string {
  if (NAME.test(name)) return name;
  throw new ReeveError(
    "invalid_request",
    `"${name}" cannot be the name of a block: use a-z, 0-9 and "-", as in "my-database".`,
  );
}
