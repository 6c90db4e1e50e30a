import type { ReceivedEvent, Timestamp } from "@reeve/protocol";
import { relatedResource, resourceEvent } from "../events/resource-event.ts";
import { type ArtifactRow, toArtifact } from "./artifact-row.ts";

// Larger events are kept from readers: they are told of the change, and fetch the artifact.
const LARGEST_DATA = 1_000_000;

/** The event that a key has its first, another, or no artifact any more; `latest` is the one it had last. */
export function collectionEvent(
  verb: "created" | "updated" | "deleted",
  collectionId: string,
  latest: ArtifactRow,
  occurred: Timestamp,
): ReceivedEvent {
  const { id, key, type, description, data, flow_run_id, task_run_id } = toArtifact(latest);
  const isLarge = (latest.data?.length ?? 0) > LARGEST_DATA;
  return resourceEvent({
    kind: "artifact-collection",
    id: collectionId,
    name: key,
    verb,
    occurred,
    related: [
      relatedResource("artifact", id, null, { role: "latest" }),
      ...(flow_run_id ? [relatedResource("flow-run", flow_run_id)] : []),
      ...(task_run_id ? [relatedResource("task-run", task_run_id)] : []),
    ],
    payload: { key, type, data: isLarge ? null : data, description },
  });
}
