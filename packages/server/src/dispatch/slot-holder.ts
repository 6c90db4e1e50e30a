import { type SlotHolder, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { SlotHolderRow } from "./queries.ts";

/** A run that holds a slot, as the API answers it at a certain time. */
export const toSlotHolder = (row: SlotHolderRow, now: Timestamp): SlotHolder => ({
  id: row.id,
  name: row.name,
  state_type: row.state_type,
  state_name: row.state_name,
  start_time: row.start_time,
  state_timestamp: row.state_timestamp,
  time_in_current_state:
    row.state_timestamp === null ? null : Math.max(0, secondsBetween(row.state_timestamp, now)),
});
