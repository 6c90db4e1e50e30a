import type { Context } from "../context.ts";
import { deleteLockedLimit } from "./delete-concurrency-limit.ts";
import { lockLimit } from "./queries.ts";
import { limitKeyOfTag, noTagLimitError, type TagLimitKey } from "./read-tag-limits.ts";
import { TAG_PREFIX } from "./tag-limit.ts";

/** Deletes a tag's limit; its task runs wait for nothing any more. */
export async function deleteTagLimit(context: Context, key: TagLimitKey): Promise<void> {
  await context.db.write(async (transaction) => {
    const row = await lockLimit(transaction, limitKeyOfTag(key));
    if (!row?.name.startsWith(TAG_PREFIX)) throw noTagLimitError(key);
    await deleteLockedLimit(context, transaction, row);
  });
  context.wakeReaders();
}
