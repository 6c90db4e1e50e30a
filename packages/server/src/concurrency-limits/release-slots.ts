import type { MinimalConcurrencyLimit } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { toMinimalLimit } from "./offer-slots.ts";
import { lockLimits, updateLimit } from "./queries.ts";
import { nextAverageOccupancy, settledSlots, takenSlots } from "./slot-arithmetic.ts";

export type SlotReturn = { slots: number; names: readonly string[]; occupancy_seconds?: number | null };

/** Gives slots of the named limits back, never more than are taken; learns how long they were held, if told. */
export function releaseSlots(
  context: Context,
  { slots, names, occupancy_seconds }: SlotReturn,
): Promise<MinimalConcurrencyLimit[]> {
  return context.db.write(async (transaction) => {
    const now = context.now();
    const limits = await withLeasedSlots(transaction, await lockLimits(transaction, names), now);
    for (const limit of limits) {
      const settled = settledSlots(limit, now);
      await updateLimit(transaction, limit.id, {
        ...settled,
        active_slots: settled.active_slots - Math.min(slots, takenSlots(limit, now)),
        ...(occupancy_seconds != null && {
          avg_slot_occupancy_seconds: nextAverageOccupancy(limit, occupancy_seconds, slots),
        }),
      });
    }
    return limits.map(toMinimalLimit);
  });
}
