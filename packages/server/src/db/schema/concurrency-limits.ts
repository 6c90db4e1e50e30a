import type { Timestamp } from "@reeve/protocol";

export type ConcurrencyLimitsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  limit: number;
  active: number;
  /** Slots taken without a lease; those under a lease are counted from the live leases. */
  active_slots: number;
  denied_slots: number;
  slot_decay_per_second: number;
  avg_slot_occupancy_seconds: number;
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
