import { endpoint, model, parameters } from "./endpoint.ts";
import { numberedPage, page, WorkPoolFilter } from "./filters.ts";
import { FlowRun } from "./flow-runs.ts";
import {
  DateTime,
  JsonObject,
  Maybe,
  Name,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";
import { pageNumbers, SlotHolder } from "./work-queues.ts";

/** READY while one of its workers is online. */
export const WorkPoolStatus = oneOf("WorkPoolStatus", ["READY", "NOT_READY", "PAUSED"]);
export type WorkPoolStatus = Static<typeof WorkPoolStatus>;

/** The steps that carry a flow's code to the pool's machines, and where results of its runs go. */
export const WorkPoolStorageConfiguration = strict("WorkPoolStorageConfiguration", {
  bundle_upload_step: Maybe(JsonObject),
  bundle_execution_step: Maybe(JsonObject),
  default_result_storage_block_id: Maybe(Uuid),
});
export type WorkPoolStorageConfiguration = Static<typeof WorkPoolStorageConfiguration>;

const Limit = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 });

/** A pool as it is read; `active_slots` are counted only where there is a limit. */
export const WorkPool = open("WorkPoolResponse", {
  ...stored,
  name: Name,
  description: Nullable(Type.String()),
  type: Type.String(),
  base_job_template: JsonObject,
  is_paused: Type.Boolean(),
  concurrency_limit: Nullable(Limit),
  status: Nullable(WorkPoolStatus),
  default_queue_id: Nullable(Uuid),
  storage_configuration: WorkPoolStorageConfiguration,
  active_slots: Nullable(Type.Integer()),
});
export type WorkPool = Static<typeof WorkPool>;

export const WorkPoolCreate = strict("WorkPoolCreate", {
  name: Name,
  description: Maybe(Type.String()),
  type: Type.Optional(Type.String({ default: "prefect-agent" })),
  base_job_template: Type.Optional(JsonObject),
  is_paused: Type.Optional(Type.Boolean({ default: false })),
  concurrency_limit: Maybe(Limit),
  storage_configuration: Type.Optional(WorkPoolStorageConfiguration),
});
export type WorkPoolCreate = Static<typeof WorkPoolCreate>;

export const WorkPoolUpdate = strict("WorkPoolUpdate", {
  description: Maybe(Type.String()),
  is_paused: Maybe(Type.Boolean()),
  base_job_template: Maybe(JsonObject),
  concurrency_limit: Maybe(Limit),
  storage_configuration: Maybe(WorkPoolStorageConfiguration),
});
export type WorkPoolUpdate = Static<typeof WorkPoolUpdate>;

export const WorkPoolConcurrency = open("WorkPoolConcurrencyStatus", {
  active_slots: Type.Integer(),
  concurrency_limit: Nullable(Type.Integer()),
  queues: Type.Array(
    open("WorkQueueConcurrencyStatusDetail", {
      queue_id: Uuid,
      queue_name: Type.String(),
      active_slots: Type.Integer(),
      concurrency_limit: Nullable(Type.Integer()),
      flow_runs: Type.Array(SlotHolder),
      flow_run_count: Nullable(Type.Integer()),
    }),
  ),
  ...pageNumbers,
});
export type WorkPoolConcurrency = Static<typeof WorkPoolConcurrency>;

/** A run that a worker may take now, with where it is from. */
export const ScheduledFlowRun = open("WorkerFlowRunResponse", {
  work_pool_id: Uuid,
  work_queue_id: Uuid,
  flow_run: FlowRun,
});
export type ScheduledFlowRun = Static<typeof ScheduledFlowRun>;

const group = "Work Pools";
const name = { name: Type.String() };

export const createWorkPool = endpoint({
  name: "createWorkPool",
  group,
  summary: "Create a work pool with its default queue; 409 when the name is taken",
  method: "POST",
  path: "/work_pools/",
  body: model(WorkPoolCreate),
  keepsNumbers: true,
  answers: { 201: WorkPool },
});
export const getWorkPool = endpoint({
  name: "getWorkPool",
  group,
  summary: "Read a work pool",
  method: "GET",
  path: "/work_pools/:name",
  params: name,
  answers: { 200: WorkPool },
});
export const updateWorkPool = endpoint({
  name: "updateWorkPool",
  group,
  summary: "Change what is sent of a work pool",
  method: "PATCH",
  path: "/work_pools/:name",
  params: name,
  body: model(WorkPoolUpdate),
  keepsNumbers: true,
  answers: { 204: null },
});
export const deleteWorkPool = endpoint({
  name: "deleteWorkPool",
  group,
  summary: "Delete a work pool with its queues and workers; its runs stay",
  method: "DELETE",
  path: "/work_pools/:name",
  params: name,
  answers: { 204: null },
});
export const listWorkPools = endpoint({
  name: "listWorkPools",
  group,
  summary: "List work pools by their names",
  method: "POST",
  path: "/work_pools/filter",
  body: parameters(Type.Object({ work_pools: Maybe(WorkPoolFilter), ...page })),
  answers: { 200: Type.Array(WorkPool) },
});
export const countWorkPools = endpoint({
  name: "countWorkPools",
  group,
  summary: "Count work pools",
  method: "POST",
  path: "/work_pools/count",
  body: parameters(Type.Object({ work_pools: Maybe(WorkPoolFilter) })),
  answers: { 200: Type.Integer() },
});
export const getWorkPoolConcurrency = endpoint({
  name: "getWorkPoolConcurrency",
  group,
  summary: "Which runs hold the slots of a pool, by its queues",
  method: "POST",
  path: "/work_pools/:name/concurrency_status",
  params: name,
  body: parameters(
    Type.Object({
      ...numberedPage,
      flow_run_limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 200, default: 10 })),
    }),
  ),
  answers: { 200: WorkPoolConcurrency },
});
export const getScheduledFlowRuns = endpoint({
  name: "getScheduledFlowRuns",
  group,
  summary: "The runs of a pool that a worker may take now, within all limits, the most urgent first",
  method: "POST",
  path: "/work_pools/:name/get_scheduled_flow_runs",
  params: name,
  body: parameters(
    Type.Object({
      work_queue_names: Type.Optional(Type.Array(Type.String())),
      scheduled_before: Type.Optional(DateTime),
      scheduled_after: Type.Optional(DateTime),
      limit: Type.Optional(Type.Integer()),
    }),
  ),
  answers: { 200: Type.Array(ScheduledFlowRun) },
});
