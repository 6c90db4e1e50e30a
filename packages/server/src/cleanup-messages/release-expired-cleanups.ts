import type { Context } from "../context.ts";
import { giveBack } from "./give-back.ts";
import { lockExpiredMessages } from "./queries.ts";

const BATCH = 100;

/** Gives back what workers reserved and did not answer for in time; answers how many. */
export async function releaseExpiredCleanups(context: Context): Promise<number> {
  const released = await context.db.write(async (transaction) => {
    const expired = await lockExpiredMessages(transaction, context.now(), BATCH);
    for (const message of expired) {
      await giveBack(context, transaction, message, { reason: "the reservation ran out" });
    }
    return expired.length;
  });
  if (released > 0) context.wakeReaders();
  return released;
}
