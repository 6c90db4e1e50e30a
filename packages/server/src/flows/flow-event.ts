import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import { type FlowRow, toFlow } from "./queries.ts";

/** The event that a flow was created, updated or deleted. */
export function flowEvent(
  verb: "created" | "updated" | "deleted",
  row: FlowRow,
  occurred: Timestamp,
): ReceivedEvent {
  const { id, name, tags, labels } = toFlow(row);
  return resourceEvent({ kind: "flow", id, name, verb, occurred, payload: { name, tags, labels } });
}
