import { ReeveError } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { selectBlockDocumentsByIds, selectReferences } from "./queries.ts";

/** Refuses references to documents that are not there, and those that would lead a document back to itself. */
export async function checkReferences(
  transaction: Connection,
  documentId: string,
  references: ReadonlyMap<string, string>,
): Promise<void> {
  const known = new Set<string>();
  for (const { id } of await selectBlockDocumentsByIds(transaction, [...new Set(references.values())]))
    known.add(id);
  for (const [name, id] of references) {
    if (id !== documentId && !known.has(id)) {
      throw new ReeveError(
        "unknown_reference",
        `The field ${name} refers to the block document ${id}, which does not exist.`,
      );
    }
  }
  const reached = new Set(references.values());
  for (let next = [...reached]; next.length > 0; ) {
    if (reached.has(documentId)) {
      throw new ReeveError("bad_request", `The block document ${documentId} would hold itself.`);
    }
    const found = await selectReferences(transaction, next);
    next = [...new Set(found.map(({ reference_id }) => reference_id))].filter((id) => !reached.has(id));
    for (const id of next) reached.add(id);
  }
}
