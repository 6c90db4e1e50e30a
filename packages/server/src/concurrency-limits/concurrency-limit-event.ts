import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import type { LimitRow } from "./queries.ts";

/** The event that a concurrency limit was created, updated or deleted. */
export function concurrencyLimitEvent(
  verb: "created" | "updated" | "deleted",
  { id, name, limit, active, slot_decay_per_second }: LimitRow,
  occurred: Timestamp,
): ReceivedEvent {
  const payload = { name, limit, active: active !== 0, slot_decay_per_second };
  return resourceEvent({ kind: "concurrency-limit", id, name, verb, occurred, payload });
}
