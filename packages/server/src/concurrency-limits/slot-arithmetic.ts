import { secondsBetween, type Timestamp } from "@reeve/protocol";
import type { LimitRow } from "./queries.ts";

/** Slots that nobody can take, since decay has not given them back yet, before leases are counted. */
export function decayedSlots(limit: LimitRow, now: Timestamp): number {
  const given = Math.floor(limit.slot_decay_per_second * Math.max(0, secondsBetween(limit.updated, now)));
  return Math.max(0, limit.active_slots - given);
}

/**
 * Seconds after which it is worth asking again: the time in which decay frees enough, or else the usual occupancy
 * shared by everybody who waits, never longer than `longestSeconds`. `random` in [0, 1) spreads the callers.
 */
export function retryAfterSeconds(
  limit: LimitRow,
  slots: number,
  longestSeconds: number,
  random: number,
): number {
  const wanted = slots + limit.denied_slots;
  const mean =
    limit.slot_decay_per_second > 0
      ? wanted / limit.slot_decay_per_second
      : (Math.min(limit.avg_slot_occupancy_seconds, longestSeconds) * wanted) / Math.max(1, limit.limit);
  // Exponential around the mean, so that callers refused together do not come back together.
  const spread = mean * Math.min(2, Math.max(0.5, -Math.log(1 - random)));
  return Math.min(longestSeconds, Math.max(0.1, spread));
}

/** The average occupancy after slots were held for `seconds`: a moving average over twice the limit. */
export function nextAverageOccupancy(limit: LimitRow, seconds: number, slots: number): number {
  const perSlot = Math.max(seconds / Math.max(1, slots), 0.1);
  const weight = 1 / (2 * Math.max(1, limit.limit));
  return limit.avg_slot_occupancy_seconds + perSlot * weight - limit.avg_slot_occupancy_seconds * weight;
}
