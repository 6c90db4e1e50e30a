import type { Connection } from "../db/database.ts";
import { notFoundError } from "../not-found.ts";
import { deleteFlowRow } from "./queries.ts";

/** Deletes a flow in a transaction of the caller's; its runs with their states and task runs go with it. */
export async function deleteFlow(transaction: Connection, id: string): Promise<void> {
  if (!(await deleteFlowRow(transaction, id))) throw notFoundError("flow", id);
}
