import { endpoint, model, parameters } from "./endpoint.ts";
import { Schedule, ScheduleCreate } from "./schedules.ts";
import {
  DateTime,
  JsonObject,
  Maybe,
  Nullable,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";

export const DeploymentSchedule = open("DeploymentSchedule", {
  ...stored,
  deployment_id: Uuid,
  schedule: Schedule,
  active: Type.Boolean(),
  max_scheduled_runs: Nullable(Type.Integer()),
  parameters: JsonObject,
  slug: Nullable(Type.String()),
});
export type DeploymentSchedule = Static<typeof DeploymentSchedule>;

const Limit = Type.Integer({ exclusiveMinimum: 0 });
const slugs = { slug: Maybe(Type.String()), replaces: Maybe(Type.String()) };

export const DeploymentScheduleCreate = strict("DeploymentScheduleCreate", {
  active: Type.Optional(Type.Boolean({ default: true })),
  schedule: ScheduleCreate,
  max_scheduled_runs: Maybe(Limit),
  parameters: Type.Optional(JsonObject),
  ...slugs,
});
export type DeploymentScheduleCreate = Static<typeof DeploymentScheduleCreate>;

export const DeploymentScheduleUpdate = strict("DeploymentScheduleUpdate", {
  active: Maybe(Type.Boolean()),
  schedule: Maybe(ScheduleCreate),
  max_scheduled_runs: Maybe(Limit),
  parameters: Type.Optional(JsonObject),
  ...slugs,
});
export type DeploymentScheduleUpdate = Static<typeof DeploymentScheduleUpdate>;

/** From when to when runs are made of schedules, how many, and for how many seconds ahead at least. */
const ScheduleBounds = Type.Object({
  start_time: Type.Optional(DateTime),
  end_time: Type.Optional(DateTime),
  min_time: Type.Optional(Type.Number({ format: "time-delta" })),
  min_runs: Type.Optional(Type.Integer()),
  max_runs: Type.Optional(Type.Integer()),
});
export type ScheduleBounds = Static<typeof ScheduleBounds>;

const group = "Deployments";
const id = { id: Uuid };

export const listDeploymentSchedules = endpoint({
  name: "listDeploymentSchedules",
  group,
  summary: "The schedules of a deployment",
  method: "GET",
  path: "/deployments/:id/schedules",
  params: id,
  answers: { 200: Type.Array(DeploymentSchedule) },
});
export const createDeploymentSchedules = endpoint({
  name: "createDeploymentSchedules",
  group,
  summary: "Add schedules to a deployment",
  method: "POST",
  path: "/deployments/:id/schedules",
  params: id,
  body: model(Type.Array(DeploymentScheduleCreate)),
  keepsNumbers: "parameters",
  answers: { 201: Type.Array(DeploymentSchedule) },
});
export const updateDeploymentSchedule = endpoint({
  name: "updateDeploymentSchedule",
  group,
  summary: "Change a schedule; its parameters are those that are sent",
  method: "PATCH",
  path: "/deployments/:id/schedules/:schedule_id",
  params: { ...id, schedule_id: Uuid },
  body: model(DeploymentScheduleUpdate),
  keepsNumbers: "parameters",
  answers: { 204: null },
});
export const deleteDeploymentSchedule = endpoint({
  name: "deleteDeploymentSchedule",
  group,
  summary: "Remove a schedule, and the runs it made that have not started",
  method: "DELETE",
  path: "/deployments/:id/schedules/:schedule_id",
  params: { ...id, schedule_id: Uuid },
  answers: { 204: null },
});
export const scheduleDeployment = endpoint({
  name: "scheduleDeployment",
  group,
  summary: "Make the runs of a deployment's schedules now, also for times that are over",
  method: "POST",
  path: "/deployments/:id/schedule",
  params: id,
  body: parameters(ScheduleBounds),
  answers: { 200: Type.Null() },
});
