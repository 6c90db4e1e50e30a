import type { Context } from "../context.ts";
import { deleteEmptyLeases, deleteHeldSlots, lockLimit, updateLimit } from "./queries.ts";
import { noTagLimitError } from "./read-tag-limits.ts";
import { tagLimitName } from "./tag-limit.ts";
import { holdTagSlots } from "./take-tag-slots.ts";

/** Takes all slots of a tag's limit away from their holders, and gives one to each of the named task runs. */
export async function resetTagLimit(
  context: Context,
  tag: string,
  taskRunIds: readonly string[],
): Promise<void> {
  await context.db.write(async (transaction) => {
    const limit = await lockLimit(transaction, { name: tagLimitName(tag) });
    if (!limit) throw noTagLimitError({ tag });
    await deleteEmptyLeases(transaction, await deleteHeldSlots(transaction, limit.id));
    await updateLimit(transaction, limit.id, { active_slots: 0, decayed_until: context.now() });
    for (const taskRunId of new Set(taskRunIds)) {
      await holdTagSlots(context, transaction, taskRunId, [limit.id]);
    }
  });
}
