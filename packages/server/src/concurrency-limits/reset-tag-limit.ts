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
    const row = await lockLimit(transaction, { name: tagLimitName(tag) });
    if (!row) throw noTagLimitError({ tag });
    await deleteEmptyLeases(transaction, await deleteHeldSlots(transaction, row.id));
    const free = { active_slots: 0, denied_slots: 0, decayed_until: context.now() };
    await updateLimit(transaction, row.id, free);
    for (const [taken, taskRunId] of [...new Set(taskRunIds)].entries()) {
      const inUse = { ...row, ...free, leased_slots: taken };
      await holdTagSlots(context, transaction, taskRunId, [{ isHeld: false, inUse }]);
    }
  });
}
