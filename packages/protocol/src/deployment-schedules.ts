import { endpoint, model } from "./endpoint.ts";
import { Schedule, ScheduleCreate } from "./schedules.ts";
import { JsonObject, Maybe, Nullable, open, type Static, stored, strict, Type, Uuid } from "./schema.ts";

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
