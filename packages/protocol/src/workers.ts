import { DateTime, Nullable, oneOf, open, type Static, stored, Type, Uuid } from "./schema.ts";

/** ONLINE until three of its heartbeats are missing. */
export const WorkerStatus = oneOf("WorkerStatus", ["ONLINE", "OFFLINE"]);
export type WorkerStatus = Static<typeof WorkerStatus>;

export const Worker = open("WorkerResponse", {
  ...stored,
  name: Type.String(),
  work_pool_id: Uuid,
  last_heartbeat_time: Nullable(DateTime),
  heartbeat_interval_seconds: Nullable(Type.Integer()),
  status: WorkerStatus,
});
export type Worker = Static<typeof Worker>;
