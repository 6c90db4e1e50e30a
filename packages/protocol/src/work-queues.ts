import { endpoint, model, parameters } from "./endpoint.ts";
import { numberedPage, page, WorkQueueFilter } from "./filters.ts";
import { FlowRun } from "./flow-runs.ts";
import {
  DateTime,
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
import { StateType } from "./states.ts";

/** READY while somebody fetches its runs. */
export const WorkQueueStatus = oneOf("WorkQueueStatus", ["READY", "NOT_READY", "PAUSED"]);
export type WorkQueueStatus = Static<typeof WorkQueueStatus>;

/** Which runs a queue of the oldest kind holds; kept for the clients that still send it. */
export const QueueFilter = open("QueueFilter", {
  tags: Maybe(Type.Array(Type.String())),
  deployment_ids: Maybe(Type.Array(Uuid)),
});
export type QueueFilter = Static<typeof QueueFilter>;

// As many as the columns hold.
const Limit = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 });
const Priority = Type.Integer({ exclusiveMinimum: 0, maximum: 2 ** 31 - 1 });

/** A queue as it is read; `active_slots` are counted only where there is a limit. */
export const WorkQueue = open("WorkQueueResponse", {
  ...stored,
  name: Name,
  description: Nullable(Type.String()),
  is_paused: Type.Boolean(),
  concurrency_limit: Nullable(Limit),
  priority: Priority,
  work_pool_id: Nullable(Uuid),
  filter: Nullable(QueueFilter),
  last_polled: Nullable(DateTime),
  work_pool_name: Nullable(Type.String()),
  status: Nullable(WorkQueueStatus),
  active_slots: Nullable(Type.Integer()),
});
export type WorkQueue = Static<typeof WorkQueue>;

/** A queue with a priority of its own pushes those at or behind it back; without one it takes the first that is free. */
export const WorkQueueCreate = strict("WorkQueueCreate", {
  name: Name,
  description: Type.Optional({ ...Nullable(Type.String()), default: "" }),
  is_paused: Type.Optional(Type.Boolean({ default: false })),
  concurrency_limit: Maybe(Limit),
  priority: Maybe(Priority),
  filter: Maybe(QueueFilter),
});
export type WorkQueueCreate = Static<typeof WorkQueueCreate>;

export const WorkQueueUpdate = strict("WorkQueueUpdate", {
  name: Maybe(Name),
  description: Maybe(Type.String()),
  is_paused: Type.Optional(Type.Boolean()),
  concurrency_limit: Maybe(Limit),
  priority: Maybe(Priority),
  last_polled: Maybe(DateTime),
  filter: Maybe(QueueFilter),
});
export type WorkQueueUpdate = Static<typeof WorkQueueUpdate>;

/** Whether the runs of a queue are fetched in time, and by which measure. */
export const WorkQueueHealth = open("WorkQueueStatusDetail", {
  healthy: Type.Boolean(),
  late_runs_count: Type.Integer(),
  last_polled: Nullable(DateTime),
  health_check_policy: open("WorkQueueHealthPolicy", {
    maximum_late_runs: Nullable(Type.Integer()),
    maximum_seconds_since_last_polled: Nullable(Type.Integer()),
  }),
});
export type WorkQueueHealth = Static<typeof WorkQueueHealth>;

/** A run that holds a slot. */
export const SlotHolder = open("FlowRunSlotSummary", {
  id: Uuid,
  name: Type.String(),
  state_type: Nullable(StateType),
  state_name: Nullable(Type.String()),
  start_time: Nullable(DateTime),
  state_timestamp: Nullable(DateTime),
  time_in_current_state: Nullable(Type.Number()),
});
export type SlotHolder = Static<typeof SlotHolder>;

/** Which part of a list this is, and how long the whole is. */
export const pageNumbers = {
  count: Type.Integer(),
  limit: Type.Integer(),
  pages: Type.Integer(),
  page: Type.Integer(),
};

export const WorkQueueConcurrency = open("WorkQueueConcurrencyStatus", {
  active_slots: Type.Integer(),
  concurrency_limit: Nullable(Type.Integer()),
  flow_runs: Type.Array(SlotHolder),
  ...pageNumbers,
});
export type WorkQueueConcurrency = Static<typeof WorkQueueConcurrency>;

const group = "Work Queues";
const id = { id: Uuid };
const pool = { work_pool_name: Type.String() };
const inPool = { ...pool, name: Type.String() };

export const createWorkQueue = endpoint({
  name: "createWorkQueue",
  group,
  summary: "Create a queue in a pool; 409 when the pool has one of that name",
  method: "POST",
  path: "/work_pools/:work_pool_name/queues",
  params: pool,
  body: model(WorkQueueCreate),
  answers: { 201: WorkQueue },
});
export const createLooseWorkQueue = endpoint({
  name: "createLooseWorkQueue",
  group,
  summary: "Create a queue without naming a pool: it is in the pool for agents",
  method: "POST",
  path: "/work_queues/",
  body: model(WorkQueueCreate),
  answers: { 201: WorkQueue },
});
export const getWorkQueue = endpoint({
  name: "getWorkQueue",
  group,
  summary: "Read a queue",
  method: "GET",
  path: "/work_queues/:id",
  params: id,
  answers: { 200: WorkQueue },
});
export const getWorkQueueInPool = endpoint({
  name: "getWorkQueueInPool",
  group,
  summary: "Read a pool's queue of this name",
  method: "GET",
  path: "/work_pools/:work_pool_name/queues/:name",
  params: inPool,
  answers: { 200: WorkQueue },
});
export const getLooseWorkQueue = endpoint({
  name: "getLooseWorkQueue",
  group,
  summary: "Read a queue of the pool for agents by its name",
  method: "GET",
  path: "/work_queues/name/:name",
  params: { name: Type.String() },
  answers: { 200: WorkQueue },
});
export const updateWorkQueue = endpoint({
  name: "updateWorkQueue",
  group,
  summary: "Change what is sent of a queue",
  method: "PATCH",
  path: "/work_queues/:id",
  params: id,
  body: model(WorkQueueUpdate),
  answers: { 204: null },
});
export const updateWorkQueueInPool = endpoint({
  name: "updateWorkQueueInPool",
  group,
  summary: "Change what is sent of a pool's queue of this name",
  method: "PATCH",
  path: "/work_pools/:work_pool_name/queues/:name",
  params: inPool,
  body: model(WorkQueueUpdate),
  answers: { 204: null },
});
export const deleteWorkQueue = endpoint({
  name: "deleteWorkQueue",
  group,
  summary: "Delete a queue; a pool's default queue stays",
  method: "DELETE",
  path: "/work_queues/:id",
  params: id,
  answers: { 204: null },
});
export const deleteWorkQueueInPool = endpoint({
  name: "deleteWorkQueueInPool",
  group,
  summary: "Delete a pool's queue of this name; its default queue stays",
  method: "DELETE",
  path: "/work_pools/:work_pool_name/queues/:name",
  params: inPool,
  answers: { 204: null },
});
export const listWorkQueues = endpoint({
  name: "listWorkQueues",
  group,
  summary: "List the queues of all pools by their names",
  method: "POST",
  path: "/work_queues/filter",
  body: parameters(Type.Object({ work_queues: Maybe(WorkQueueFilter), ...page })),
  answers: { 200: Type.Array(WorkQueue) },
});
export const listWorkQueuesInPool = endpoint({
  name: "listWorkQueuesInPool",
  group,
  summary: "List a pool's queues by their priorities",
  method: "POST",
  path: "/work_pools/:work_pool_name/queues/filter",
  params: pool,
  body: parameters(Type.Object({ work_queues: Maybe(WorkQueueFilter), ...page })),
  answers: { 200: Type.Array(WorkQueue) },
});
export const getWorkQueueHealth = endpoint({
  name: "getWorkQueueHealth",
  group,
  summary: "Whether a queue's runs are fetched, and none of them late",
  method: "GET",
  path: "/work_queues/:id/status",
  params: id,
  answers: { 200: WorkQueueHealth },
});
export const getWorkQueueConcurrency = endpoint({
  name: "getWorkQueueConcurrency",
  group,
  summary: "Which runs hold the slots of a queue",
  method: "POST",
  path: "/work_queues/:id/concurrency_status",
  params: id,
  body: parameters(Type.Object({ ...numberedPage })),
  answers: { 200: WorkQueueConcurrency },
});
export const getWorkQueueRuns = endpoint({
  name: "getWorkQueueRuns",
  group,
  summary: "The runs of a queue that are due, the earliest first",
  method: "POST",
  path: "/work_queues/:id/get_runs",
  params: id,
  body: parameters(
    Type.Object({ scheduled_before: Type.Optional(DateTime), limit: Type.Optional(Type.Integer()) }),
  ),
  answers: { 200: Type.Array(FlowRun) },
});
