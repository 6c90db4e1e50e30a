import type { Context } from "../context.ts";
import { selectConfiguration } from "./queries.ts";

// The key under which the server remembers its choice.
const RESULT_STORAGE = "default_result_storage_block_id";

/** The block that stores results when a flow names none; null until one is chosen. */
export async function getResultStorage({
  db,
}: Context): Promise<{ default_result_storage_block_id: string | null }> {
  const id = await selectConfiguration(db.reader, RESULT_STORAGE);
  return { default_result_storage_block_id: typeof id === "string" ? id : null };
}
