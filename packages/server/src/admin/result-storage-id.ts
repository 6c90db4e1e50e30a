import type { Connection } from "../db/database.ts";
import { selectConfiguration, upsertConfiguration } from "./queries.ts";

// The key under which the server remembers its choice.
const RESULT_STORAGE = "default_result_storage_block_id";

/** The id of the block that was chosen to store results; the block may be gone. */
export async function readResultStorageId(connection: Connection): Promise<string | null> {
  const id = await selectConfiguration(connection, RESULT_STORAGE);
  return typeof id === "string" ? id : null;
}

/** Remembers which block was chosen to store results, or that none is. */
export const writeResultStorageId = (
  transaction: Connection,
  id: string | null,
  now: string,
): Promise<void> => upsertConfiguration(transaction, RESULT_STORAGE, id, now);
