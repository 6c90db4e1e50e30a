import type { BlockDocument, BlockSchema } from "@reeve/protocol";
import { getBlockSchemasByIds } from "../block-schemas/read-block-schemas.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { decryptData } from "./document-data.ts";
import {
  type BlockDocumentReferenceRow,
  type BlockDocumentRow,
  selectBlockDocumentsByIds,
  selectReferences,
} from "./queries.ts";
import { maskSecrets } from "./secret-places.ts";

/** Everything that documents are put together from, whole sets at a time. */
type Parts = {
  rows: Map<string, BlockDocumentRow>;
  references: Map<string, BlockDocumentReferenceRow[]>;
  schemas: Map<string, BlockSchema>;
};

/**
 * Documents as they are answered: nested ones in place of the references to them, secrets masked unless they are
 * asked for, in a nested document by its own schema as well.
 */
export async function assembleDocuments(
  { keyring }: Pick<Context, "keyring">,
  connection: Connection,
  rows: readonly BlockDocumentRow[],
  { includeSecrets = false }: { includeSecrets?: boolean } = {},
): Promise<BlockDocument[]> {
  const parts = await loadParts(connection, rows);
  const assemble = (row: BlockDocumentRow, outer: readonly string[]): BlockDocument => {
    const schema = parts.schemas.get(row.block_schema_id) ?? null;
    const data = decryptData(keyring, row);
    const references: BlockDocument["block_document_references"] = {};
    for (const { name, reference_id } of parts.references.get(row.id) ?? []) {
      const nested = parts.rows.get(reference_id);
      // Two changes at the same moment can close a circle that neither of them saw.
      if (!nested || outer.includes(reference_id)) continue;
      const document = assemble(nested, [...outer, row.id]);
      data[name] = document.data;
      references[name] = { block_document: summaryOf(document) };
    }
    return {
      id: row.id,
      created: row.created,
      updated: row.updated,
      name: row.name,
      data: includeSecrets ? data : maskSecrets(data, secretFieldsOf(schema)),
      block_schema_id: row.block_schema_id,
      block_schema: schema,
      block_type_id: row.block_type_id,
      block_type_name: row.block_type_name,
      block_type: schema?.block_type ?? null,
      block_document_references: references,
      is_anonymous: row.is_anonymous !== 0,
    };
  };
  return rows.map((row) => assemble(row, []));
}

/** The paths of the secrets that a schema names. */
export function secretFieldsOf(schema: BlockSchema | null): string[] {
  const fields = schema?.fields.secret_fields;
  return Array.isArray(fields) ? fields.filter((field) => typeof field === "string") : [];
}

const summaryOf = (document: BlockDocument): Record<string, unknown> => ({
  id: document.id,
  name: document.name,
  block_type: document.block_type,
  is_anonymous: document.is_anonymous,
  block_document_references: document.block_document_references,
});

async function loadParts(connection: Connection, rows: readonly BlockDocumentRow[]): Promise<Parts> {
  const all = new Map(rows.map((row) => [row.id, row]));
  const references = new Map<string, BlockDocumentReferenceRow[]>();
  for (let parents = [...all.keys()]; parents.length > 0; ) {
    const found = await selectReferences(connection, parents);
    for (const reference of found) {
      references.set(reference.parent_id, [...(references.get(reference.parent_id) ?? []), reference]);
    }
    const unknown = new Set(found.map(({ reference_id }) => reference_id).filter((id) => !all.has(id)));
    for (const row of await selectBlockDocumentsByIds(connection, [...unknown])) all.set(row.id, row);
    parents = [...unknown];
  }
  const schemaIds = [...all.values()].map(({ block_schema_id }) => block_schema_id);
  return { rows: all, references, schemas: await getBlockSchemasByIds(connection, schemaIds) };
}
