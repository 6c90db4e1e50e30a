import { endpoint, model, parameters } from "./endpoint.ts";
import {
  DateTime,
  Defaulted,
  JsonObject,
  Nullable,
  open,
  type Static,
  stored,
  Type,
  Uuid,
} from "./schema.ts";

const group = "Admin";

export const getHealth = endpoint({
  name: "getHealth",
  group,
  summary: "True while the server answers",
  method: "GET",
  path: "/health",
  answers: { 200: Type.Boolean() },
});
export const getReadiness = endpoint({
  name: "getReadiness",
  group,
  summary: "Whether the database answers too; 503 when it does not",
  method: "GET",
  path: "/ready",
  answers: { 200: open("Readiness", { message: Type.String() }) },
});
export const getApiVersion = endpoint({
  name: "getApiVersion",
  group,
  summary: "The version of the wire",
  method: "GET",
  path: "/version",
  answers: { 200: Type.String() },
});
export const getHello = endpoint({
  name: "getHello",
  group,
  summary: "A greeting, to test a connection",
  method: "GET",
  path: "/hello",
  answers: { 200: Type.String() },
});
export const getProductVersion = endpoint({
  name: "getProductVersion",
  group,
  summary: "The version whose behaviour this server has",
  method: "GET",
  path: "/admin/version",
  answers: { 200: Type.String() },
});
export const getSettings = endpoint({
  name: "getSettings",
  group,
  summary: "The server's settings, secrets masked",
  method: "GET",
  path: "/admin/settings",
  answers: { 200: JsonObject },
});
export const clearDatabase = endpoint({
  name: "clearDatabase",
  group,
  summary: "Delete everything; there is none of this where REEVE_SERVER_ALLOW_CLEAR is not true",
  method: "POST",
  path: "/admin/database/clear",
  body: parameters(Type.Object({ confirm: Defaulted(Type.Boolean(), false) })),
  answers: { 204: null },
});

export const ServerDefaultResultStorage = open("ServerDefaultResultStorage", {
  default_result_storage_block_id: Nullable(Uuid),
});
export type ServerDefaultResultStorage = Static<typeof ServerDefaultResultStorage>;

export const getResultStorage = endpoint({
  name: "getResultStorage",
  group,
  summary: "The block that stores results when a flow names none",
  method: "GET",
  path: "/admin/storage",
  answers: { 200: ServerDefaultResultStorage },
});
export const setResultStorage = endpoint({
  name: "setResultStorage",
  group,
  summary: "Choose the block that stores results when a flow names none; it must be able to write files",
  method: "PUT",
  path: "/admin/storage",
  body: model(open("ServerDefaultResultStorageUpdate", { default_result_storage_block_id: Uuid })),
  answers: { 200: ServerDefaultResultStorage },
});
export const clearResultStorage = endpoint({
  name: "clearResultStorage",
  group,
  summary: "Let results be stored where each flow stores them",
  method: "DELETE",
  path: "/admin/storage",
  answers: { 204: null },
});

export const CsrfToken = open("CsrfToken", {
  ...stored,
  token: Type.String(),
  client: Type.String(),
  expiration: DateTime,
});
export type CsrfToken = Static<typeof CsrfToken>;

export const getCsrfToken = endpoint({
  name: "getCsrfToken",
  group,
  summary: "A token against cross-site requests; 422 when the server asks for none",
  method: "GET",
  path: "/csrf-token",
  query: { client: Type.String() },
  answers: { 200: CsrfToken },
});
