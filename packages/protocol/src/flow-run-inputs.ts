import { endpoint, parameters } from "./endpoint.ts";
import { Maybe, Nullable, open, type Static, stored, Type, Uuid } from "./schema.ts";

/** A value that was sent to a flow run, under a key that is the run's own. */
export const FlowRunInput = open("FlowRunInput", {
  ...stored,
  flow_run_id: Uuid,
  key: Type.String(),
  value: Type.String(),
  sender: Nullable(Type.String()),
});
export type FlowRunInput = Static<typeof FlowRunInput>;

const FlowRunInputCreate = Type.Object({
  key: Type.String({ pattern: "^[a-z0-9-]*$" }),
  value: Type.String(),
  sender: Maybe(Type.String()),
});
export type FlowRunInputCreate = Static<typeof FlowRunInputCreate>;

const FlowRunInputQuery = Type.Object({
  prefix: Type.String(),
  limit: Type.Optional(Type.Integer({ default: 1 })),
  exclude_keys: Type.Optional(Type.Array(Type.String(), { default: [] })),
});
export type FlowRunInputQuery = Static<typeof FlowRunInputQuery>;

const group = "Flow Runs";
const params = { id: Uuid, key: Type.String() };

export const createFlowRunInput = endpoint({
  name: "createFlowRunInput",
  group,
  summary: "Send a value to a flow run, under a key that it does not have yet",
  method: "POST",
  path: "/flow_runs/:id/input",
  params: { id: Uuid },
  body: parameters(FlowRunInputCreate),
  answers: { 201: Type.Null() },
});
export const listFlowRunInputs = endpoint({
  name: "listFlowRunInputs",
  group,
  summary: "List a flow run's inputs whose keys begin with a prefix, the oldest first",
  method: "POST",
  path: "/flow_runs/:id/input/filter",
  params: { id: Uuid },
  body: parameters(FlowRunInputQuery),
  answers: { 200: Type.Array(FlowRunInput) },
});
export const getFlowRunInput = endpoint({
  name: "getFlowRunInput",
  group,
  summary: "Read the value under a key, as it was sent",
  method: "GET",
  path: "/flow_runs/:id/input/:key",
  params,
  answers: { 200: Type.String() },
  mediaType: "text/plain; charset=utf-8",
});
export const deleteFlowRunInput = endpoint({
  name: "deleteFlowRunInput",
  group,
  summary: "Delete an input of a flow run",
  method: "DELETE",
  path: "/flow_runs/:id/input/:key",
  params,
  answers: { 204: null },
});
