import { addSeconds, type LeaseHolder, newId, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { insertLease, type LimitRow, lockLimits, selectLeasedSlots, updateLimit } from "./queries.ts";
import { decayedSlots, retryAfterSeconds } from "./slot-arithmetic.ts";

export type SlotRequest = {
  slots: number;
  names: readonly string[];
  mode?: "concurrency" | "rate_limit";
  lease_duration?: number;
  holder?: LeaseHolder | null;
};

export type TakenSlots = { lease_id: string; limits: { id: string; name: string; limit: number }[] };

const DEFAULT_LEASE_SECONDS = 300;

/**
 * Takes slots of all the named limits under one lease, or of none. Names without a limit ask for nothing.
 * Throws `slots_taken` with the seconds to wait when any limit has too few left.
 */
export async function takeSlotsWithLease(context: Context, request: SlotRequest): Promise<TakenSlots> {
  const taken = await context.db.write((transaction) => take(context, transaction, request));
  if ("retryAfterSeconds" in taken) {
    throw new ReeveError("slots_taken", "Locked", {
      details: { retryAfterSeconds: taken.retryAfterSeconds },
    });
  }
  return taken;
}

async function take(
  context: Context,
  transaction: Connection,
  request: SlotRequest,
): Promise<TakenSlots | { retryAfterSeconds: number }> {
  const now = context.now();
  const limits = await lockLimits(transaction, request.names);
  const active = limits.filter((limit) => limit.active !== 0);
  for (const limit of active) checkRequest(limit, request);
  const leased =
    active.length > 0
      ? await selectLeasedSlots(
          transaction,
          active.map(({ id }) => id),
          now,
        )
      : new Map<string, number>();
  const full = active.find(
    (limit) => decayedSlots(limit, now) + (leased.get(limit.id) ?? 0) + request.slots > limit.limit,
  );
  if (full) {
    await updateLimit(transaction, full.id, { denied_slots: full.denied_slots + request.slots });
    return {
      retryAfterSeconds: retryAfterSeconds(full, request.slots, longestWait(context, full), Math.random()),
    };
  }
  const lease = {
    id: newId(),
    created: now,
    expires: addSeconds(now, request.lease_duration ?? DEFAULT_LEASE_SECONDS),
    holder_type: request.holder?.type ?? null,
    holder_id: request.holder?.id ?? null,
  };
  const held = active.map(({ id }) => ({ concurrency_limit_id: id, slots: request.slots }));
  await insertLease(transaction, lease, held);
  for (const limit of active.filter(({ denied_slots }) => denied_slots > 0)) {
    await updateLimit(transaction, limit.id, {
      denied_slots: Math.max(0, limit.denied_slots - request.slots),
    });
  }
  return { lease_id: lease.id, limits: limits.map(({ id, name, limit }) => ({ id, name, limit })) };
}

function checkRequest(limit: LimitRow, { slots, mode }: SlotRequest): void {
  if (slots > limit.limit) {
    throw new ReeveError(
      "unprocessable",
      `${slots} slots of "${limit.name}" were asked for; it has only ${limit.limit}.`,
    );
  }
  if (mode === "rate_limit" && limit.slot_decay_per_second === 0) {
    throw new ReeveError("unprocessable", `"${limit.name}" has no slot decay, so it cannot limit a rate.`);
  }
}

const longestWait = ({ settings }: Context, { name }: LimitRow): number =>
  name.startsWith("tag:")
    ? settings.serverTasksTagConcurrencySlotWaitSeconds
    : settings.serverConcurrencyMaximumSlotWaitSeconds;
