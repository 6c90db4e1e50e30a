import type { Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { appendEvents } from "../events/append-events.ts";
import { notFoundError } from "../not-found.ts";
import { flowEvent } from "./flow-event.ts";
import { deleteFlowRow } from "./queries.ts";

/** Deletes a flow in a transaction of the caller's; its runs with their states and task runs go with it. */
export async function deleteFlow(transaction: Connection, id: string, now: Timestamp): Promise<void> {
  const row = await deleteFlowRow(transaction, id);
  if (!row) throw notFoundError("flow", id);
  await appendEvents(transaction, [flowEvent("deleted", row, now)]);
}
