import type { Timestamp } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { deleteEventRows, selectOldEvents } from "./queries.ts";

/** Deletes at most so many events that occurred before then, of one name or of any; answers how many. */
export async function deleteOldEvents(
  transaction: Connection,
  before: Timestamp,
  event: string | undefined,
  limit: number,
): Promise<number> {
  const sequences = await selectOldEvents(transaction, before, event, limit);
  if (sequences.length > 0) await deleteEventRows(transaction, sequences);
  return sequences.length;
}
