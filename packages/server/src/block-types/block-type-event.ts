import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { resourceEvent } from "../events/resource-event.ts";
import { type BlockTypeRow, toBlockType } from "./queries.ts";

/** The event that a block type was created, updated or deleted. */
export function blockTypeEvent(
  verb: "created" | "updated" | "deleted",
  row: BlockTypeRow,
  occurred: Timestamp,
): ReceivedEvent {
  const { id, created: _, updated: __, ...payload } = toBlockType(row);
  return resourceEvent({ kind: "block-type", id, name: row.name, verb, occurred, payload });
}
