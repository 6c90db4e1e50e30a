import type { CreatedBy, ReceivedEvent, Resource, Timestamp } from "@reeve/protocol";
import { relatedResource, resourceEvent, type UpdatedFields } from "../events/resource-event.ts";
import { relatedWorkPool } from "../work-queues/work-queue-event.ts";
import type { DeploymentRow } from "./deployment-row.ts";

/** What an event of a change tells of it. */
export type ToldChange = Partial<UpdatedFields> & { changed_by?: CreatedBy };

/** The event that a deployment was created, updated or deleted, or of the status it has now. */
export const deploymentEvent = (
  verb: string,
  row: DeploymentRow,
  occurred: Timestamp,
  payload?: ToldChange,
): ReceivedEvent =>
  resourceEvent({
    kind: "deployment",
    id: row.id,
    name: row.name,
    verb,
    occurred,
    related: relatedResources(row),
    payload,
  });

/**
 * The event that a deployment's schedules were changed. It is one of our own: the wire's event of a changed deployment tells
 * of no schedules, and automations that wait for that one would fire more often than elsewhere.
 */
export const schedulesEvent = (
  row: DeploymentRow,
  occurred: Timestamp,
  payload: ToldChange,
): ReceivedEvent => ({
  ...deploymentEvent("updated", row, occurred, payload),
  event: "reeve.deployment.schedules-changed",
});

function relatedResources(row: DeploymentRow): Resource[] {
  const related = [relatedResource("flow", row.flow_id)];
  if (row.work_queue_id && row.queue_name) {
    related.push(relatedResource("work-queue", row.work_queue_id, row.queue_name));
  }
  if (row.pool_id && row.pool_name && row.pool_type) {
    related.push(relatedWorkPool({ id: row.pool_id, name: row.pool_name, type: row.pool_type }));
  }
  for (const [role, id] of [
    ["storage", row.storage_document_id],
    ["infrastructure", row.infrastructure_document_id],
  ] as const) {
    if (id) related.push(relatedResource("block-document", id, null, { role }));
  }
  if (row.concurrency_limit_id) related.push(relatedResource("concurrency-limit", row.concurrency_limit_id));
  return related;
}
