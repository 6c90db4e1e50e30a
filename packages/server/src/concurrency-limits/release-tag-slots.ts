import type { MinimalConcurrencyLimit } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { toMinimalLimit } from "./offer-slots.ts";
import { deleteEmptyLeases, deleteHeldSlots, lockLimits, selectSlotsHeldByTaskRun } from "./queries.ts";
import { learnOccupancy } from "./release-lease.ts";
import { tagLimitName } from "./tag-limit.ts";

/** Gives back the slots of the tags' limits that a task run holds; answers the limits there are. */
export const releaseTagSlots = (
  context: Context,
  tags: readonly string[],
  taskRunId: string,
): Promise<MinimalConcurrencyLimit[]> =>
  context.db.write(async (transaction) => {
    if (tags.length === 0) return [];
    const limits = await lockLimits(transaction, tags.map(tagLimitName));
    await giveBackTagSlots(context, transaction, tags, taskRunId);
    return limits.map(toMinimalLimit);
  });

/** The same in a transaction of the caller's. */
export async function giveBackTagSlots(
  context: Context,
  transaction: Connection,
  tags: readonly string[],
  taskRunId: string,
): Promise<void> {
  if (tags.length === 0) return;
  const held = await selectSlotsHeldByTaskRun(transaction, taskRunId, tags.map(tagLimitName));
  await learnOccupancy(context, transaction, held);
  for (const { id, lease_id } of held) await deleteHeldSlots(transaction, id, [lease_id]);
  await deleteEmptyLeases(
    transaction,
    held.map(({ lease_id }) => lease_id),
  );
}
