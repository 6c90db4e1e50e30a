import {
  type BlockDocument,
  type BlockDocumentFilter,
  type BlockDocumentSort,
  ReeveError,
} from "@reeve/protocol";
import { getBlockTypeBySlug } from "../block-types/read-block-types.ts";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { type BlockFilters, blockDocumentsMatch } from "../filters/block-filter-tables.ts";
import { notFoundError } from "../not-found.ts";
import { assembleDocuments } from "./assemble-documents.ts";
import {
  countBlockDocumentRows,
  selectBlockDocumentByName,
  selectBlockDocuments,
  selectBlockDocumentsByIds,
  selectBlockDocumentsOfType,
} from "./queries.ts";

type Secrets = { includeSecrets?: boolean };
type DocumentFilters = BlockFilters & { block_documents?: BlockDocumentFilter | null };

/** One block document by its id. */
export async function getBlockDocument(
  context: Context,
  id: string,
  secrets: Secrets = {},
): Promise<BlockDocument> {
  const rows = await selectBlockDocumentsByIds(context.db.reader, [id]);
  const [document] = await assembleDocuments(context, context.db.reader, rows, secrets);
  if (!document) throw notFoundError("block document", id);
  return document;
}

/** One block document by the slug of its type and its name. */
export async function getBlockDocumentByName(
  context: Context,
  slug: string,
  name: string,
  secrets: Secrets = {},
): Promise<BlockDocument> {
  const { reader } = context.db;
  const type = await getBlockTypeBySlug(context, slug);
  const row = await selectBlockDocumentByName(reader, type.id, name);
  if (!row) throw new ReeveError("not_found", `There is no ${type.name} block named ${name}.`);
  return (await assembleDocuments(context, reader, [row], secrets))[0]!;
}

/** The named block documents of a type, by name. */
export async function listBlockDocumentsOfType(
  context: Context,
  slug: string,
  secrets: Secrets = {},
): Promise<BlockDocument[]> {
  const { reader, scanner } = context.db;
  const type = await getBlockTypeBySlug(context, slug);
  return assembleDocuments(context, reader, await selectBlockDocumentsOfType(scanner, type.id), secrets);
}

/** The block documents that match, in the order asked for. */
export async function listBlockDocuments(
  context: Context,
  filters: DocumentFilters,
  { sort, ...page }: { sort?: BlockDocumentSort | null; limit: number; offset: number },
  secrets: Secrets = {},
): Promise<BlockDocument[]> {
  const { dialect, reader, scanner } = context.db;
  const matches = blockDocumentsMatch(dialect, filters.block_documents, filters);
  const rows = await selectBlockDocuments(scanner, matches, { ...page, sort: sort ?? "NAME_ASC" });
  return assembleDocuments(context, reader, rows, secrets);
}

/** How many block documents match. */
export const countBlockDocuments = ({ db }: Context, filters: DocumentFilters): Promise<number> =>
  countBlockDocumentRows(db.scanner, blockDocumentsMatch(db.dialect, filters.block_documents, filters));

/** Whether there is a block document of this id, for operations of other nouns. */
export const hasBlockDocument = async (connection: Connection, id: string): Promise<boolean> =>
  (await selectBlockDocumentsByIds(connection, [id])).length > 0;
