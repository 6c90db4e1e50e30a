import { type DeploymentUpdate, ReeveError } from "@reeve/protocol";
import { hasBlockDocument } from "../block-documents/read-block-documents.ts";
import type { Connection } from "../db/database.ts";

type Given = Pick<DeploymentUpdate, "storage_document_id" | "infrastructure_document_id">;

/** Refuses ids of blocks that are not there: mostly a deployment was described for another server. */
export async function checkBlocks(transaction: Connection, given: Given): Promise<void> {
  for (const name of ["storage_document_id", "infrastructure_document_id"] as const) {
    const id = given[name];
    if (id && !(await hasBlockDocument(transaction, id))) {
      throw new ReeveError("unknown_reference", `There is no block with the ${name} ${id} on this server.`);
    }
  }
}
