import { newId, type ReceivedEvent, type Resource, secondsBetween, type Timestamp } from "@reeve/protocol";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { relatedResource, resourceEvent, statusWord, type UpdatedFields } from "../events/resource-event.ts";
import { workPoolLabels } from "../work-queues/work-queue-event.ts";

// Beyond this an event no longer says what it follows: readers would wait in vain for the earlier one.
const FOLLOWS_WITHIN_SECONDS = 600;

/** The event that a pool was created, updated or deleted. */
export function workPoolEvent(
  verb: "created" | "updated" | "deleted",
  pool: WorkPoolsTable,
  occurred: Timestamp,
  payload?: UpdatedFields,
): ReceivedEvent {
  const { default_result_storage_block_id: storage } = JSON.parse(pool.storage_configuration);
  const related: Resource[] = [];
  if (pool.default_queue_id) {
    related.push(relatedResource("work-queue", pool.default_queue_id, null, { role: "default-queue" }));
  }
  if (storage) related.push(relatedResource("block-document", storage, null, { role: "result-storage" }));
  const labels = { ...workPoolLabels(pool), "prefect.resource.role": "work-pool" };
  const { id, name } = pool;
  return resourceEvent({ kind: "work-pool", id, name, verb, occurred, labels, related, payload });
}

/** The event of a pool's status, and the columns by which the next one finds it. */
export function workPoolStatusEvent(
  pool: WorkPoolsTable,
  occurred: Timestamp,
): { event: ReceivedEvent; columns: Pick<WorkPoolsTable, "status_event_id" | "status_time"> } {
  const isRecent =
    pool.status_time !== null && secondsBetween(pool.status_time, occurred) < FOLLOWS_WITHIN_SECONDS;
  const eventId = newId();
  const event = resourceEvent({
    kind: "work-pool",
    id: pool.id,
    name: pool.name,
    verb: statusWord(pool.status ?? "NOT_READY"),
    occurred,
    labels: workPoolLabels(pool),
    eventId,
    follows: isRecent ? pool.status_event_id : null,
  });
  return { event, columns: { status_event_id: eventId, status_time: occurred } };
}
