import { addSeconds } from "@reeve/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  deniedSlots,
  type LimitInUse,
  nextAverageOccupancy,
  retryAfterSeconds,
  settledSlots,
  takenSlots,
} from "./slot-arithmetic.ts";

const NOW = "2026-01-02T03:04:05.000006Z";
const later = (seconds: number) => addSeconds(NOW, seconds);
const limitOf = (own: Partial<LimitInUse> = {}): LimitInUse => ({
  id: "52e1bed9-857d-4cb3-8cf8-efe45abf58da",
  created: NOW,
  updated: NOW,
  name: "limit",
  limit: 10,
  active: 1,
  active_slots: 0,
  denied_slots: 0,
  slot_decay_per_second: 0,
  avg_slot_occupancy_seconds: 2,
  decayed_until: NOW,
  leased_slots: 0,
  ...own,
});

const anyLimit = fc
  .record({
    limit: fc.nat(20),
    active_slots: fc.integer({ min: -5, max: 20 }),
    leased_slots: fc.nat(20),
    denied_slots: fc.nat(50),
    slot_decay_per_second: fc.constantFrom(0, 0, 0.01, 0.3, 1, 7, 1e300),
    avg_slot_occupancy_seconds: fc.constantFrom(0, 0.1, 2, 1e6),
  })
  .map(limitOf);
const seconds = fc.double({ min: 0, max: 1000, noNaN: true });

test("slots with and without a lease are taken, less those that decayed", () => {
  const limit = limitOf({ active_slots: 3, leased_slots: 4, slot_decay_per_second: 0.5 });
  expect(takenSlots(limit, NOW)).toBe(7);
  expect(takenSlots(limit, later(3.9))).toBe(6);
  expect(takenSlots(limit, later(4))).toBe(5);
  expect(takenSlots(limit, later(1000))).toBe(0);
  expect(takenSlots({ ...limit, slot_decay_per_second: 0 }, later(1000))).toBe(7);
});

test("what was asked for in vain is forgotten as fast as slots come free", () => {
  const limit = limitOf({ limit: 4, denied_slots: 6, avg_slot_occupancy_seconds: 2 });
  expect(deniedSlots(limit, later(1))).toBe(4);
  expect(deniedSlots({ ...limit, slot_decay_per_second: 0.1 }, later(20))).toBe(4);
  expect(deniedSlots(limit, later(60))).toBe(0);
});

test("settling a limit changes nothing that is read of it, then or later", () => {
  fc.assert(
    fc.property(anyLimit, seconds, seconds, (limit, pause, more) => {
      const settled = { ...limit, ...settledSlots(limit, later(pause)) };
      expect(takenSlots(settled, later(pause))).toBe(takenSlots(limit, later(pause)));
      expect(deniedSlots(settled, later(pause))).toBe(deniedSlots(limit, later(pause)));
      expect(settled.decayed_until <= later(pause)).toBe(true);
      // To within one slot, as times have but six digits.
      const drift = takenSlots(settled, later(pause + more)) - takenSlots(limit, later(pause + more));
      expect(Math.abs(drift)).toBeLessThanOrEqual(1);
    }),
  );
});

test("the wait grows with those who wait, is spread, and has an end", () => {
  const limit = limitOf({ limit: 2, avg_slot_occupancy_seconds: 1 });
  const wait = (own: Partial<LimitInUse>, random = 0.5, slots = 1) =>
    retryAfterSeconds({ ...limit, ...own }, slots, { now: NOW, longestSeconds: 30, random });
  expect(wait({ denied_slots: 3 })).toBeCloseTo(4 * wait({}));
  expect(wait({}, 0.9)).toBeGreaterThan(wait({}, 0.1));
  expect(wait({ denied_slots: 1000 })).toBe(30);
  expect(wait({ slot_decay_per_second: 4 })).toBeCloseTo(wait({ slot_decay_per_second: 2 }) / 2);
  expect(wait({ slot_decay_per_second: 1000 })).toBe(0.1);
});

test("the average occupancy moves towards what was seen", () => {
  expect(nextAverageOccupancy(limitOf({ limit: 1 }), 4, 1)).toBe(3);
  expect(nextAverageOccupancy(limitOf({ limit: 1 }), 4, 2)).toBe(2);
  expect(nextAverageOccupancy(limitOf({ limit: 10 }), 0, 1)).toBeCloseTo(1.905);
  expect(nextAverageOccupancy(limitOf({ limit: 1 }), Number.MAX_VALUE, 1)).toBeLessThan(1e8);
});
