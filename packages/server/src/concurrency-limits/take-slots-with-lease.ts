import { addSeconds, type LeaseHolder, type MinimalConcurrencyLimit, newId } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import {
  offerSlots,
  type SlotRequest,
  type SlotsTaken,
  takenOrWait,
  toMinimalLimit,
  updateTakenLimits,
} from "./offer-slots.ts";
import { insertLease } from "./queries.ts";

export type LeaseRequest = SlotRequest & { lease_duration?: number; holder?: LeaseHolder | null };

export type LeasedSlots = { lease_id: string; limits: MinimalConcurrencyLimit[] };

const DEFAULT_LEASE_SECONDS = 300;

/**
 * Takes slots of all the named limits under one lease, or of none. Names without a limit ask for nothing.
 * Throws `slots_taken` with the seconds to wait when any limit has too few left.
 */
export const takeSlotsWithLease = async (context: Context, request: LeaseRequest): Promise<LeasedSlots> =>
  takenOrWait(await context.db.write((transaction) => take(context, transaction, request)));

async function take(
  context: Context,
  transaction: Connection,
  request: LeaseRequest,
): Promise<LeasedSlots | SlotsTaken> {
  const offer = await offerSlots(context, transaction, request);
  if ("retryAfterSeconds" in offer) return offer;
  const now = context.now();
  const { slots, holder } = request;
  const lease = {
    id: newId(),
    created: now,
    expires: addSeconds(now, request.lease_duration ?? DEFAULT_LEASE_SECONDS),
    holder_type: holder?.type ?? null,
    holder_id: holder?.id ?? null,
  };
  const held = offer.active.map(({ id }) => ({ concurrency_limit_id: id, slots }));
  await insertLease(transaction, lease, held);
  await updateTakenLimits(transaction, offer, { slots, unleased: 0, now });
  return { lease_id: lease.id, limits: offer.limits.map(toMinimalLimit) };
}
