import { endpoint, model, parameters } from "./endpoint.ts";
import { page, VariableFilter } from "./filters.ts";
import {
  Defaulted,
  JsonObject,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Tags,
  Type,
  Uuid,
} from "./schema.ts";

const VariableName = Type.String({ maxLength: 255, pattern: "^[a-z0-9_-]*$" });
const VariableValue = Nullable(
  Type.Union([
    Type.String(),
    Type.Integer(),
    Type.Boolean(),
    Type.Number(),
    JsonObject,
    Type.Array(Type.Unknown()),
  ]),
);

export const Variable = open("Variable", {
  ...stored,
  name: Type.String({ maxLength: 255 }),
  value: VariableValue,
  tags: Tags,
});
export type Variable = Static<typeof Variable>;

export const VariableCreate = strict("VariableCreate", {
  name: VariableName,
  value: VariableValue,
  tags: Type.Optional(Tags),
});
export type VariableCreate = Static<typeof VariableCreate>;

export const VariableUpdate = strict("VariableUpdate", {
  name: Maybe(VariableName),
  value: Type.Optional(VariableValue),
  tags: Maybe(Tags),
});
export type VariableUpdate = Static<typeof VariableUpdate>;

export const VariableSort = oneOf("VariableSort", ["CREATED_DESC", "UPDATED_DESC", "NAME_DESC", "NAME_ASC"]);
export type VariableSort = Static<typeof VariableSort>;

const group = "Variables";
const id = { id: Uuid };
const name = { name: Type.String() };
const filter = { variables: Maybe(VariableFilter) };

export const createVariable = endpoint({
  name: "createVariable",
  group,
  summary: "Create a variable; 409 when the name is taken",
  method: "POST",
  path: "/variables/",
  body: model(VariableCreate),
  keepsNumbers: true,
  answers: { 201: Variable },
});
export const getVariable = endpoint({
  name: "getVariable",
  group,
  summary: "Read a variable",
  method: "GET",
  path: "/variables/:id",
  params: id,
  answers: { 200: Variable },
});
export const getVariableByName = endpoint({
  name: "getVariableByName",
  group,
  summary: "Read a variable by its name",
  method: "GET",
  path: "/variables/name/:name",
  params: name,
  answers: { 200: Variable },
});
export const listVariables = endpoint({
  name: "listVariables",
  group,
  summary: "List variables",
  method: "POST",
  path: "/variables/filter",
  body: parameters(Type.Object({ ...filter, sort: Defaulted(VariableSort, "NAME_ASC"), ...page })),
  answers: { 200: Type.Array(Variable) },
});
export const countVariables = endpoint({
  name: "countVariables",
  group,
  summary: "Count variables",
  method: "POST",
  path: "/variables/count",
  body: parameters(Type.Object(filter)),
  answers: { 200: Type.Integer() },
});
export const updateVariable = endpoint({
  name: "updateVariable",
  group,
  summary: "Change what is sent of a variable",
  method: "PATCH",
  path: "/variables/:id",
  params: id,
  body: model(VariableUpdate),
  keepsNumbers: true,
  answers: { 204: null },
});
export const updateVariableByName = endpoint({
  name: "updateVariableByName",
  group,
  summary: "Change what is sent of the variable of this name",
  method: "PATCH",
  path: "/variables/name/:name",
  params: name,
  body: model(VariableUpdate),
  keepsNumbers: true,
  answers: { 204: null },
});
export const deleteVariable = endpoint({
  name: "deleteVariable",
  group,
  summary: "Delete a variable",
  method: "DELETE",
  path: "/variables/:id",
  params: id,
  answers: { 204: null },
});
export const deleteVariableByName = endpoint({
  name: "deleteVariableByName",
  group,
  summary: "Delete the variable of this name",
  method: "DELETE",
  path: "/variables/name/:name",
  params: name,
  answers: { 204: null },
});
