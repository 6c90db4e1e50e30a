import type { Timestamp } from "@reeve/protocol";

export type ConcurrencyLimitsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  limit: number;
  active: number;
  /**
   * What is to be added to the slots that live leases hold: those taken without a lease, less what decay has given
   * back of either kind until `decayed_until`.
   */
  active_slots: number;
  /** Slots that were asked for in vain, less those that came free until `decayed_until`. */
  denied_slots: number;
  slot_decay_per_second: number;
  avg_slot_occupancy_seconds: number;
  /** What came free by itself has been taken off, in whole slots, up to then. */
  decayed_until: Timestamp;
};

/** A promise that slots are in use until it expires; it may hold none, when none of the limits asked for exist. */
export type ConcurrencyLeasesTable = {
  id: string;
  created: Timestamp;
  expires: Timestamp;
  holder_type: string | null;
  holder_id: string | null;
};

export type ConcurrencyLeaseSlotsTable = {
  lease_id: string;
  concurrency_limit_id: string;
  slots: number;
};
