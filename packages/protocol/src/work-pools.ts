import { endpoint, model } from "./endpoint.ts";
import {
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
