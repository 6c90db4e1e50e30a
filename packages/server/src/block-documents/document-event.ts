import type { BlockDocument, ReceivedEvent, Timestamp } from "@reeve/protocol";
import { relatedResource, resourceEvent } from "../events/resource-event.ts";
import { SECRET_MASK } from "./secret-places.ts";

/** The event that a document was created, updated or deleted; of its data it tells texts that are no secrets. */
export function blockDocumentEvent(
  verb: "created" | "updated" | "deleted",
  { id, name, data, block_type_id, block_type_name, block_schema_id, block_schema }: BlockDocument,
  occurred: Timestamp,
): ReceivedEvent {
  const texts = Object.entries(data).filter(
    ([, value]) => typeof value === "string" && value !== SECRET_MASK,
  );
  return resourceEvent({
    kind: "block-document",
    id,
    name,
    verb,
    occurred,
    related: [
      relatedResource("block-type", block_type_id, block_type_name),
      relatedResource("block-schema", block_schema_id),
    ],
    payload: {
      name,
      data: Object.fromEntries(texts),
      block_schema: {
        capabilities: block_schema?.capabilities ?? [],
        block_type: { id: block_type_id, name: block_type_name },
      },
    },
  });
}
