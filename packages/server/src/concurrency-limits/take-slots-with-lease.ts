import { type LeaseHolder, type MinimalConcurrencyLimit, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { holdSlots } from "./hold-slots.ts";
import { offerSlots, type SlotRequest, takenOrWait, toMinimalLimit } from "./offer-slots.ts";

export type LeaseRequest = SlotRequest & { lease_duration?: number; holder?: LeaseHolder | null };

export type LeasedSlots = { lease_id: string; limits: MinimalConcurrencyLimit[] };

const DEFAULT_LEASE_SECONDS = 300;

/**
 * Takes slots of all the named limits under one lease, or of none. Names without a limit ask for nothing.
 * Throws `slots_taken` with the seconds to wait when any limit has too few left.
 */
export async function takeSlotsWithLease(context: Context, request: LeaseRequest): Promise<LeasedSlots> {
  const { slots, holder = null, lease_duration: seconds = DEFAULT_LEASE_SECONDS } = request;
  const lease_id = newId();
  const taken = await context.db.write(async (transaction) => {
    const offer = await offerSlots(context, transaction, request);
    if ("retryAfterSeconds" in offer) return offer;
    const lease = { id: lease_id, seconds, holder };
    await holdSlots(transaction, lease, offer.active, { slots, now: context.now() });
    return offer;
  });
  return { lease_id, limits: takenOrWait(taken).limits.map(toMinimalLimit) };
}
