import type { ReceivedEvent, Resource, Timestamp } from "@reeve/protocol";
import type { WorkPoolsTable, WorkQueuesTable } from "../db/schema/work-pools.ts";
import { relatedResource, resourceEvent, type UpdatedFields } from "../events/resource-event.ts";

/** What the events of a queue say of its pool. */
export type PoolOfQueue = Pick<WorkPoolsTable, "id" | "name" | "type">;

/** The event that a queue was created, updated or deleted, or of the status it has now. */
export function workQueueEvent(
  verb: string,
  { id, name }: Pick<WorkQueuesTable, "id" | "name">,
  pool: PoolOfQueue,
  occurred: Timestamp,
  payload?: UpdatedFields,
): ReceivedEvent {
  const labels = { "prefect.resource.role": "work-queue" };
  const related = [relatedWorkPool(pool)];
  return resourceEvent({ kind: "work-queue", id, name, verb, occurred, labels, related, payload });
}

/** A pool as those events name it that are related to it. */
export const relatedWorkPool = (pool: PoolOfQueue): Resource =>
  relatedResource("work-pool", pool.id, pool.name, { labels: workPoolLabels(pool) });

/** What every event says of a pool besides its name. */
export const workPoolLabels = ({ type }: Pick<PoolOfQueue, "type">): Resource => ({
  "prefect.work-pool.type": type,
});
