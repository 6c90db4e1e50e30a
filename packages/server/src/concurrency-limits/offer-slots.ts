import { type MinimalConcurrencyLimit, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { withLeasedSlots } from "./limit-in-use.ts";
import { type LimitRow, lockLimits, updateLimit } from "./queries.ts";
import { type LimitInUse, retryAfterSeconds, settledSlots, takenSlots } from "./slot-arithmetic.ts";

/** Slots of every limit of these names; a rate is limited by decay alone. */
export type SlotRequest = {
  slots: number;
  names: readonly string[];
  mode?: "concurrency" | "rate_limit";
};

/** Limits that have the slots asked for; nobody else takes them until the transaction ends. */
export type SlotOffer = {
  readonly limits: readonly LimitRow[];
  /** Those of them that are switched on; the others hold nobody up. */
  readonly active: readonly LimitInUse[];
};

/** What is told when any of the limits has too few slots left. */
export type SlotsTaken = { readonly retryAfterSeconds: number };

/** Looks for the slots asked for; remembers how many were refused. Names without a limit ask for nothing. */
export async function offerSlots(
  context: Context,
  transaction: Connection,
  request: SlotRequest,
): Promise<SlotOffer | SlotsTaken> {
  const now = context.now();
  const limits = await lockLimits(transaction, request.names);
  const switchedOn = limits.filter((limit) => limit.active !== 0);
  for (const limit of switchedOn) checkRequest(limit, request);
  const active = await withLeasedSlots(transaction, switchedOn, now);
  const full = active.find((limit) => takenSlots(limit, now) + request.slots > limit.limit);
  if (!full) return { limits, active };
  const settled = settledSlots(full, now);
  await updateLimit(transaction, full.id, {
    ...settled,
    denied_slots: settled.denied_slots + request.slots,
  });
  const wait = { now, longestSeconds: longestWait(context, full), random: Math.random() };
  return { retryAfterSeconds: retryAfterSeconds(full, request.slots, wait) };
}

/** The slots that were taken; throws `slots_taken` with the seconds to wait when there were too few. */
export function takenOrWait<T extends object>(taken: T | SlotsTaken): T {
  if (!("retryAfterSeconds" in taken)) return taken;
  throw new ReeveError("slots_taken", "Locked", { details: taken });
}

export const toMinimalLimit = ({ id, name, limit }: LimitRow): MinimalConcurrencyLimit => ({
  id,
  name,
  limit,
});

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
