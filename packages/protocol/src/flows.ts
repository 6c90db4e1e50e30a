import { endpoint, model, parameters } from "./endpoint.ts";
import { bulk, numberedPage, page, paginated, poolFilters, runFilters } from "./filters.ts";
import {
  Defaulted,
  Labels,
  Maybe,
  Name,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";

export const Flow = open("Flow", { ...stored, name: Name, tags: Tags, labels: Labels });
export type Flow = Static<typeof Flow>;

export const FlowCreate = strict("FlowCreate", {
  name: Name,
  tags: Type.Optional(Tags),
  labels: Maybe(Labels),
});
export type FlowCreate = Static<typeof FlowCreate>;

export const FlowSort = oneOf("FlowSort", ["CREATED_DESC", "UPDATED_DESC", "NAME_ASC", "NAME_DESC"]);
export type FlowSort = Static<typeof FlowSort>;

const group = "Flows";
const id = { id: Uuid };
const sort = { sort: Defaulted(FlowSort, "NAME_ASC") };
const filters = { ...runFilters, work_pools: poolFilters.work_pools };

export const createFlow = endpoint({
  name: "createFlow",
  group,
  summary: "Create a flow, or answer the one that has this name already",
  method: "POST",
  path: "/flows/",
  body: model(FlowCreate),
  answers: { 200: Flow, 201: Flow },
});
export const updateFlow = endpoint({
  name: "updateFlow",
  group,
  summary: "Change a flow's tags",
  method: "PATCH",
  path: "/flows/:id",
  params: id,
  body: model(strict("FlowUpdate", { tags: Type.Optional(Tags) })),
  answers: { 204: null },
});
export const getFlow = endpoint({
  name: "getFlow",
  group,
  summary: "Read a flow",
  method: "GET",
  path: "/flows/:id",
  params: id,
  answers: { 200: Flow },
});
export const getFlowByName = endpoint({
  name: "getFlowByName",
  group,
  summary: "Read a flow by its name",
  method: "GET",
  path: "/flows/name/:name",
  params: { name: Type.String() },
  answers: { 200: Flow },
});
export const deleteFlow = endpoint({
  name: "deleteFlow",
  group,
  summary: "Delete a flow with its runs",
  method: "DELETE",
  path: "/flows/:id",
  params: id,
  answers: { 204: null },
});
export const deleteFlows = endpoint({
  name: "deleteFlows",
  group,
  summary: "Delete flows that match, with their runs",
  method: "POST",
  path: "/flows/bulk_delete",
  body: parameters(Type.Object({ flows: runFilters.flows, ...bulk })),
  answers: { 200: open("FlowBulkDeleteResponse", { deleted: Type.Array(Uuid) }) },
});
export const listFlows = endpoint({
  name: "listFlows",
  group,
  summary: "List flows",
  method: "POST",
  path: "/flows/filter",
  body: parameters(Type.Object({ ...filters, ...sort, ...page })),
  answers: { 200: Type.Array(Flow) },
});
export const countFlows = endpoint({
  name: "countFlows",
  group,
  summary: "Count flows",
  method: "POST",
  path: "/flows/count",
  body: parameters(Type.Object(filters)),
  answers: { 200: Type.Integer() },
});
export const paginateFlows = endpoint({
  name: "paginateFlows",
  group,
  summary: "Page through flows",
  method: "POST",
  path: "/flows/paginate",
  body: parameters(Type.Object({ ...filters, ...sort, ...numberedPage })),
  answers: { 200: paginated("FlowPaginationResponse", Flow) },
});
