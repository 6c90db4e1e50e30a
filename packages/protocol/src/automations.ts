import { type Action, ActionAnswer, ActionCreate } from "./actions.ts";
import { endpoint, model, parameters } from "./endpoint.ts";
import { AutomationFilter, page } from "./filters.ts";
import { Defaulted, Maybe, oneOf, open, type Static, stored, strict, Tags, Type, Uuid } from "./schema.ts";
import { type Trigger, TriggerAnswer, TriggerCreate } from "./triggers.ts";
import type { TSchema } from "./type-builder.ts";

const named = {
  name: Type.String(),
  description: Type.Optional(Type.String({ default: "" })),
  enabled: Type.Optional(Type.Boolean({ default: true })),
  tags: Type.Optional(Tags),
};

export const Automation: TSchema<Automation> = open("Automation", {
  ...stored,
  ...named,
  trigger: TriggerAnswer,
  actions: Type.Array(ActionAnswer),
  actions_on_trigger: Type.Optional(Type.Array(ActionAnswer)),
  actions_on_resolve: Type.Optional(Type.Array(ActionAnswer)),
}) as TSchema<Automation>;
export type Automation = {
  id: string;
  created: string;
  updated: string;
  name: string;
  description: string;
  enabled: boolean;
  tags: string[];
  trigger: Trigger;
  actions: Action[];
  actions_on_trigger: Action[];
  actions_on_resolve: Action[];
};

const written = {
  ...named,
  trigger: TriggerCreate,
  actions: Type.Array(ActionCreate),
  actions_on_trigger: Type.Optional(Type.Array(ActionCreate)),
  actions_on_resolve: Type.Optional(Type.Array(ActionCreate)),
};

export const AutomationCreate = strict("AutomationCreate", {
  ...written,
  owner_resource: Maybe(Type.String()),
});
export type AutomationCreate = Static<typeof AutomationCreate>;

export const AutomationUpdate = strict("AutomationUpdate", written);
export type AutomationUpdate = Static<typeof AutomationUpdate>;

export const AutomationSort = oneOf("AutomationSort", [
  "CREATED_DESC",
  "UPDATED_DESC",
  "NAME_ASC",
  "NAME_DESC",
]);
export type AutomationSort = Static<typeof AutomationSort>;

const group = "Automations";
const id = { id: Uuid };
const resourceId = { resource_id: Type.String() };
const filter = { automations: Maybe(AutomationFilter) };

export const createAutomation = endpoint({
  name: "createAutomation",
  group,
  summary: "Create an automation",
  method: "POST",
  path: "/automations/",
  body: model(AutomationCreate),
  answers: { 201: Automation },
});
export const updateAutomation = endpoint({
  name: "updateAutomation",
  group,
  summary: "Replace an automation",
  method: "PUT",
  path: "/automations/:id",
  params: id,
  body: model(AutomationUpdate),
  answers: { 204: null },
});
export const enableAutomation = endpoint({
  name: "enableAutomation",
  group,
  summary: "Enable or disable an automation",
  method: "PATCH",
  path: "/automations/:id",
  params: id,
  body: model(strict("AutomationPartialUpdate", { enabled: Type.Optional(Type.Boolean({ default: true })) })),
  answers: { 204: null },
});
export const deleteAutomation = endpoint({
  name: "deleteAutomation",
  group,
  summary: "Delete an automation",
  method: "DELETE",
  path: "/automations/:id",
  params: id,
  answers: { 204: null },
});
export const getAutomation = endpoint({
  name: "getAutomation",
  group,
  summary: "Read an automation",
  method: "GET",
  path: "/automations/:id",
  params: id,
  answers: { 200: Automation },
});
export const listAutomations = endpoint({
  name: "listAutomations",
  group,
  summary: "List automations",
  method: "POST",
  path: "/automations/filter",
  body: parameters(Type.Object({ ...filter, sort: Defaulted(AutomationSort, "NAME_ASC"), ...page })),
  answers: { 200: Type.Array(Automation) },
});
export const countAutomations = endpoint({
  name: "countAutomations",
  group,
  summary: "Count automations",
  method: "POST",
  path: "/automations/count",
  body: parameters(Type.Object(filter)),
  answers: { 200: Type.Integer() },
});
export const listRelatedAutomations = endpoint({
  name: "listRelatedAutomations",
  group,
  summary: "List the automations that act on a resource or belong to it",
  method: "GET",
  path: "/automations/related-to/:resource_id",
  params: resourceId,
  answers: { 200: Type.Array(Automation) },
});
export const deleteOwnedAutomations = endpoint({
  name: "deleteOwnedAutomations",
  group,
  summary: "Delete the automations that belong to a resource",
  method: "DELETE",
  path: "/automations/owned-by/:resource_id",
  params: resourceId,
  answers: { 202: Type.Null() },
});
