import { DateTime, Maybe, Name, Nullable, oneOf, open, type Static, stored, Type, Uuid } from "./schema.ts";

/** READY while somebody fetches its runs. */
export const WorkQueueStatus = oneOf("WorkQueueStatus", ["READY", "NOT_READY", "PAUSED"]);
export type WorkQueueStatus = Static<typeof WorkQueueStatus>;

/** Which runs a queue of the oldest kind holds; kept for the clients that still send it. */
export const QueueFilter = open("QueueFilter", {
  tags: Maybe(Type.Array(Type.String())),
  deployment_ids: Maybe(Type.Array(Uuid)),
});
export type QueueFilter = Static<typeof QueueFilter>;

/** A queue as it is read; `active_slots` are counted only where there is a limit. */
export const WorkQueue = open("WorkQueueResponse", {
  ...stored,
  name: Name,
  description: Nullable(Type.String()),
  is_paused: Type.Boolean(),
  concurrency_limit: Nullable(Type.Integer()),
  priority: Type.Integer(),
  work_pool_id: Nullable(Uuid),
  filter: Nullable(QueueFilter),
  last_polled: Nullable(DateTime),
  work_pool_name: Nullable(Type.String()),
  status: Nullable(WorkQueueStatus),
  active_slots: Nullable(Type.Integer()),
});
export type WorkQueue = Static<typeof WorkQueue>;
