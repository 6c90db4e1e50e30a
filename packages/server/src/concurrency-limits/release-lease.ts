import { secondsBetween } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { deleteLease, type HeldSlots, selectHeldSlots, updateLimit } from "./queries.ts";
import { nextAverageOccupancy } from "./slot-arithmetic.ts";

/** Gives a lease's slots back and learns from it how long they are usually held. */
export const releaseLease = (context: Context, id: string): Promise<void> =>
  context.db.write((transaction) => giveBackLease(context, transaction, id));

/** The same in a transaction of the caller's; a lease that is gone already is no error. */
export async function giveBackLease(context: Context, transaction: Connection, id: string): Promise<void> {
  await learnOccupancy(context, transaction, await selectHeldSlots(transaction, id));
  await deleteLease(transaction, id);
}

/** Learns how long slots are held of their limits from some that are about to be given back. */
export async function learnOccupancy(
  context: Context,
  transaction: Connection,
  heldSlots: readonly HeldSlots[],
): Promise<void> {
  const now = context.now();
  for (const held of heldSlots) {
    const seconds = secondsBetween(held.leased, now);
    const avg_slot_occupancy_seconds = nextAverageOccupancy(held, seconds, held.slots);
    await updateLimit(transaction, held.id, { avg_slot_occupancy_seconds });
  }
}
