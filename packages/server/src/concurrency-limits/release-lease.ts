import { secondsBetween } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { deleteLease, selectHeldSlots, updateLimit } from "./queries.ts";
import { nextAverageOccupancy } from "./slot-arithmetic.ts";

/** Gives a lease's slots back and learns from it how long they are usually held. */
export async function releaseLease(context: Context, id: string): Promise<void> {
  await context.db.write(async (transaction) => {
    const now = context.now();
    for (const held of await selectHeldSlots(transaction, id)) {
      const seconds = secondsBetween(held.leased, now);
      const avg_slot_occupancy_seconds = nextAverageOccupancy(held, seconds, held.slots);
      await updateLimit(transaction, held.id, { avg_slot_occupancy_seconds });
    }
    await deleteLease(transaction, id);
  });
}
