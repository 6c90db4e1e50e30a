import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import { toVariable, type VariableRow } from "./queries.ts";

/** The event that a variable was created, updated or deleted. */
export function variableEvent(
  verb: "created" | "updated" | "deleted",
  row: VariableRow,
  occurred: Timestamp,
): ReceivedEvent {
  const { id, name, value, tags } = toVariable(row);
  return resourceEvent({ kind: "variable", id, name, verb, occurred, payload: { name, value, tags } });
}
