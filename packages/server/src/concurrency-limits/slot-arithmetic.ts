import { addSeconds, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { LimitRow } from "./queries.ts";

/** A limit with the number of its slots that live leases hold. */
export type LimitInUse = LimitRow & { readonly leased_slots: number };

/** How many slots nobody else can take now: decay gives some back before their takers do. */
export function takenSlots(limit: LimitInUse, now: Timestamp): number {
  const decayed = limit.slot_decay_per_second > 0 ? slotsFreedSince(limit, now) : 0;
  return Math.max(0, limit.active_slots + limit.leased_slots - decayed);
}

/** How many slots were asked for in vain and may still be waited for: as many as came free since are not. */
export const deniedSlots = (limit: LimitRow, now: Timestamp): number =>
  Math.max(0, limit.denied_slots - slotsFreedSince(limit, now));

/** The columns that say the same of a limit as of now, for a change of its slots to build on. */
export function settledSlots(
  limit: LimitInUse,
  now: Timestamp,
): Pick<LimitRow, "active_slots" | "denied_slots" | "decayed_until"> {
  const taken = takenSlots(limit, now);
  const denied_slots = deniedSlots(limit, now);
  const counts = { active_slots: taken - limit.leased_slots, denied_slots };
  const isDecaying = denied_slots > 0 || (taken > 0 && limit.slot_decay_per_second > 0);
  if (!isDecaying) return { ...counts, decayed_until: now };
  // What is left of a slot goes on decaying, or the rate of many small takers would fall short of the limit's.
  const seconds = slotsFreedSince(limit, now) / slotsFreedPerSecond(limit);
  return { ...counts, decayed_until: addSeconds(limit.decayed_until, seconds) };
}

/**
 * Seconds after which it is worth asking again: the time in which decay frees enough, or else the usual occupancy
 * shared by everybody who waits, never longer than `longestSeconds`. `random` in [0, 1) spreads the callers.
 */
export function retryAfterSeconds(
  limit: LimitRow,
  slots: number,
  { now, longestSeconds, random }: { now: Timestamp; longestSeconds: number; random: number },
): number {
  const wanted = slots + deniedSlots(limit, now);
  const mean =
    limit.slot_decay_per_second > 0
      ? wanted / limit.slot_decay_per_second
      : (Math.min(limit.avg_slot_occupancy_seconds, longestSeconds) * wanted) / Math.max(1, limit.limit);
  // Exponential around the mean, so that callers refused together do not come back together.
  const spread = mean * Math.min(2, Math.max(0.5, -Math.log(1 - random)));
  return Math.min(longestSeconds, Math.max(0.1, spread));
}

// What an occupancy is at least and at most taken for: nobody is told to wait for nothing, or for ever.
const SHORTEST_OCCUPANCY_SECONDS = 0.1;
const LONGEST_OCCUPANCY_SECONDS = 365 * 86_400;

/** The average occupancy after slots were held for `seconds`: a moving average over twice the limit. */
export function nextAverageOccupancy(limit: LimitRow, seconds: number, slots: number): number {
  const held = Math.min(seconds, LONGEST_OCCUPANCY_SECONDS) / Math.max(1, slots);
  const perSlot = Math.max(held, SHORTEST_OCCUPANCY_SECONDS);
  const weight = 1 / (2 * Math.max(1, limit.limit));
  return limit.avg_slot_occupancy_seconds + perSlot * weight - limit.avg_slot_occupancy_seconds * weight;
}

/** By decay, or else by takers who hold them for as long as is usual. */
function slotsFreedPerSecond({ slot_decay_per_second, limit, avg_slot_occupancy_seconds }: LimitRow): number {
  if (slot_decay_per_second > 0) return slot_decay_per_second;
  return Math.max(1, limit) / Math.max(SHORTEST_OCCUPANCY_SECONDS, avg_slot_occupancy_seconds);
}

/** Whole slots since those that are taken off the counts already. */
function slotsFreedSince(limit: LimitRow, now: Timestamp): number {
  const seconds = Math.max(0, secondsBetween(limit.decayed_until, now));
  return Math.floor(slotsFreedPerSecond(limit) * seconds);
}
