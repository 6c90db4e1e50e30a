import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import { type AutomationRow, toAutomation } from "./queries.ts";

/** The event that an automation was created, updated or deleted. */
export function automationEvent(
  verb: "created" | "updated" | "deleted",
  row: AutomationRow,
  occurred: Timestamp,
): ReceivedEvent {
  const { id, name } = row;
  return resourceEvent({ kind: "automation", id, name, verb, occurred, payload: toAutomation(row) });
}
