import { ReeveError } from "@reeve/protocol";
import { decryptText, encryptText } from "../encryption/encrypt-text.ts";
import type { Keyring } from "../encryption/keyring.ts";
import { parseExactJson } from "../exact-json.ts";
import { isUuid } from "../uuid.ts";
import type { BlockDocumentRow } from "./queries.ts";

/** What a document holds itself, without what it refers to. */
export type DocumentData = Record<string, unknown>;

/** Data as they are sent, taken apart: what the document holds itself, and the documents that stand for fields. */
export type SplitData = { own: DocumentData; references: Map<string, string> };

/** Encrypted text can be read only as that of the same document. */
const placeOf = (documentId: string): string => `block document ${documentId}`;

/** The data as they are stored. */
export const encryptData = (keyring: Keyring, documentId: string, data: DocumentData): string =>
  encryptText(keyring, JSON.stringify(data), placeOf(documentId));

/** What a document holds itself. */
export const decryptData = (
  keyring: Keyring,
  { id, data }: Pick<BlockDocumentRow, "id" | "data">,
): DocumentData => parseExactJson(decryptText(keyring, data, placeOf(id))) as DocumentData;

/** The same data, encrypted with the current key. */
export const reencryptData = (
  keyring: Keyring,
  { id, data }: Pick<BlockDocumentRow, "id" | "data">,
): string => encryptText(keyring, decryptText(keyring, data, placeOf(id)), placeOf(id));

/** Tells fields that are `{"$ref": {"block_document_id": …}}` from all others. */
export function splitData(data: DocumentData): SplitData {
  const references = new Map<string, string>();
  const own: [string, unknown][] = [];
  for (const [name, value] of Object.entries(data)) {
    const id = referencedId(name, value);
    if (id === undefined) own.push([name, value]);
    else references.set(name, id);
  }
  return { own: Object.fromEntries(own), references };
}

function referencedId(name: string, value: unknown): string | undefined {
  const { $ref } = isRecord(value) ? value : {};
  // Any other `$ref` is the user's own, such as that of a JSON Schema.
  if (!isRecord($ref) || !Object.hasOwn($ref, "block_document_id")) return undefined;
  const id = String($ref.block_document_id).toLowerCase();
  if (isUuid(id)) return id;
  throw new ReeveError(
    "bad_request",
    `The field ${name} refers to a block document by "${id}", which is no id.`,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
