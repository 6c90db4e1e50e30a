import { endpoint, parameters } from "./endpoint.ts";
import { page, WorkerFilter } from "./filters.ts";
import { DateTime, Integer32, Maybe, Nullable, open, type Static, stored, Type, Uuid } from "./schema.ts";
import { WorkerStatus } from "./worker-status.ts";

export const Worker = open("WorkerResponse", {
  ...stored,
  name: Type.String(),
  work_pool_id: Uuid,
  last_heartbeat_time: Nullable(DateTime),
  heartbeat_interval_seconds: Nullable(Type.Integer()),
  status: WorkerStatus,
});
export type Worker = Static<typeof Worker>;

const group = "Workers";
const pool = { work_pool_name: Type.String() };

export const sendWorkerHeartbeat = endpoint({
  name: "sendWorkerHeartbeat",
  group,
  summary: "Say that a worker is alive; the first time makes it known",
  method: "POST",
  path: "/work_pools/:work_pool_name/workers/heartbeat",
  params: pool,
  body: parameters(Type.Object({ name: Type.String(), heartbeat_interval_seconds: Maybe(Integer32) })),
  answers: { 204: null },
});
export const listWorkers = endpoint({
  name: "listWorkers",
  group,
  summary: "List a pool's workers, those heard of last first",
  method: "POST",
  path: "/work_pools/:work_pool_name/workers/filter",
  params: pool,
  body: parameters(Type.Object({ workers: Maybe(WorkerFilter), ...page })),
  answers: { 200: Type.Array(Worker) },
});
export const deleteWorker = endpoint({
  name: "deleteWorker",
  group,
  summary: "Forget a worker",
  method: "DELETE",
  path: "/work_pools/:work_pool_name/workers/:name",
  params: { ...pool, name: Type.String() },
  answers: { 204: null },
});
