import type { MinimalConcurrencyLimit } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { updateTakenLimits } from "./hold-slots.ts";
import { offerSlots, type SlotRequest, takenOrWait, toMinimalLimit } from "./offer-slots.ts";

/**
 * Takes slots of all the named limits, or of none, until decay or `releaseSlots` gives them back.
 * Throws `slots_taken` with the seconds to wait when any limit has too few left.
 */
export async function takeSlots(context: Context, request: SlotRequest): Promise<MinimalConcurrencyLimit[]> {
  const taken = await context.db.write(async (transaction) => {
    const offer = await offerSlots(context, transaction, request);
    if ("retryAfterSeconds" in offer) return offer;
    const { slots } = request;
    await updateTakenLimits(transaction, offer.active, { slots, unleased: slots, now: context.now() });
    return offer;
  });
  return takenOrWait(taken).limits.map(toMinimalLimit);
}
