import { addSeconds, type LeaseHolder } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { insertLease, updateLimit } from "./queries.ts";
import { type LimitInUse, settledSlots } from "./slot-arithmetic.ts";

// Longer than anything runs: such a lease ends when it is given back.
const UNTIL_RELEASED_SECONDS = 100 * 365 * 86_400;

/** A lease to be given; without seconds it lasts until it is given back. */
export type NewLease = {
  readonly id: string;
  readonly seconds: number | null;
  readonly holder: LeaseHolder | null;
};

/** When a lease of so many seconds runs out. */
export const leaseEnd = (now: string, seconds: number | null): string =>
  addSeconds(now, seconds ?? UNTIL_RELEASED_SECONDS);

/** Puts slots of each of the limits under a new lease; nobody else may take slots of them meanwhile. */
export async function holdSlots(
  transaction: Connection,
  { id, seconds, holder }: NewLease,
  limits: readonly LimitInUse[],
  { slots, now }: { slots: number; now: string },
): Promise<void> {
  const lease = {
    id,
    created: now,
    expires: leaseEnd(now, seconds),
    holder_type: holder?.type ?? null,
    holder_id: holder?.id ?? null,
  };
  const held = limits.map((limit) => ({ concurrency_limit_id: limit.id, slots }));
  await insertLease(transaction, lease, held);
  await updateTakenLimits(transaction, limits, { slots, unleased: 0, now });
}

/** Writes down that slots were taken: `unleased` of each limit besides those that leases tell of. */
export async function updateTakenLimits(
  transaction: Connection,
  limits: readonly LimitInUse[],
  { slots, unleased, now }: { slots: number; unleased: number; now: string },
): Promise<void> {
  for (const limit of limits) {
    const { active_slots, denied_slots, decayed_until } = settledSlots(limit, now);
    const next = {
      active_slots: active_slots + unleased,
      denied_slots: Math.max(0, denied_slots - slots),
    };
    const isSame = next.active_slots === limit.active_slots && next.denied_slots === limit.denied_slots;
    if (!isSame || limit.slot_decay_per_second > 0) {
      await updateLimit(transaction, limit.id, { ...next, decayed_until });
    }
  }
}
