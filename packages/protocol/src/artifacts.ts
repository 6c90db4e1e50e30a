import { endpoint, model, parameters } from "./endpoint.ts";
import { ArtifactCollectionFilter, ArtifactFilter, page, runFilters } from "./filters.ts";
import {
  Defaulted,
  Json,
  Maybe,
  Nullable,
  oneOf,
  open,
  type Static,
  stored,
  strict,
  Type,
  Uuid,
} from "./schema.ts";

const text = Type.String();
const ArtifactKey = Type.String({ pattern: "^[a-z0-9-]*$" });
const Metadata = Type.Record(text, text);

/** What an artifact shows, whichever of its versions is meant. */
const content = {
  type: Nullable(text),
  description: Nullable(text),
  data: Nullable(Json),
  metadata_: Nullable(Metadata),
  flow_run_id: Nullable(Uuid),
  task_run_id: Nullable(Uuid),
};

export const Artifact = open("Artifact", { ...stored, key: Nullable(text), ...content });
export type Artifact = Static<typeof Artifact>;

/** The artifacts of one key, shown as the latest of them. */
export const ArtifactCollection = open("ArtifactCollection", {
  ...stored,
  key: text,
  latest_id: Uuid,
  ...content,
});
export type ArtifactCollection = Static<typeof ArtifactCollection>;

export const ArtifactCreate = strict("ArtifactCreate", {
  key: Maybe(ArtifactKey),
  type: Maybe(text),
  description: Maybe(text),
  data: Maybe(Json),
  metadata_: Maybe(Metadata),
  flow_run_id: Maybe(Uuid),
  task_run_id: Maybe(Uuid),
});
export type ArtifactCreate = Static<typeof ArtifactCreate>;

export const ArtifactUpdate = strict("ArtifactUpdate", {
  data: Maybe(Json),
  description: Maybe(text),
  metadata_: Maybe(Metadata),
});
export type ArtifactUpdate = Static<typeof ArtifactUpdate>;

const sorts = ["CREATED_DESC", "UPDATED_DESC", "ID_DESC", "KEY_DESC", "KEY_ASC"] as const;
export const ArtifactSort = oneOf("ArtifactSort", sorts);
export type ArtifactSort = Static<typeof ArtifactSort>;
export const ArtifactCollectionSort = oneOf("ArtifactCollectionSort", sorts);

const group = "Artifacts";
const id = { id: Uuid };
const filters = { artifacts: Maybe(ArtifactFilter), ...runFilters };
const latestFilters = { artifacts: Maybe(ArtifactCollectionFilter), ...runFilters };

export const createArtifact = endpoint({
  name: "createArtifact",
  group,
  summary: "Create an artifact; with a key it becomes the latest of that key",
  method: "POST",
  path: "/artifacts/",
  body: model(ArtifactCreate),
  keepsNumbers: true,
  answers: { 201: Artifact },
});
export const getArtifact = endpoint({
  name: "getArtifact",
  group,
  summary: "Read an artifact",
  method: "GET",
  path: "/artifacts/:id",
  params: id,
  answers: { 200: Artifact },
});
export const getLatestArtifact = endpoint({
  name: "getLatestArtifact",
  group,
  summary: "Read the latest artifact of a key; the id answered is that of the key's collection",
  method: "GET",
  path: "/artifacts/:key/latest",
  params: { key: text },
  answers: { 200: Artifact },
});
export const listArtifacts = endpoint({
  name: "listArtifacts",
  group,
  summary: "List artifacts, every version of them",
  method: "POST",
  path: "/artifacts/filter",
  body: parameters(Type.Object({ ...filters, sort: Defaulted(ArtifactSort, "ID_DESC"), ...page })),
  answers: { 200: Type.Array(Artifact) },
});
export const countArtifacts = endpoint({
  name: "countArtifacts",
  group,
  summary: "Count artifacts, every version of them",
  method: "POST",
  path: "/artifacts/count",
  body: parameters(Type.Object(filters)),
  answers: { 200: Type.Integer() },
});
export const listLatestArtifacts = endpoint({
  name: "listLatestArtifacts",
  group,
  summary: "List the latest artifact of each key",
  method: "POST",
  path: "/artifacts/latest/filter",
  body: parameters(
    Type.Object({ ...latestFilters, sort: Defaulted(ArtifactCollectionSort, "ID_DESC"), ...page }),
  ),
  answers: { 200: Type.Array(ArtifactCollection) },
});
export const countLatestArtifacts = endpoint({
  name: "countLatestArtifacts",
  group,
  summary: "Count the keys whose latest artifact matches",
  method: "POST",
  path: "/artifacts/latest/count",
  body: parameters(Type.Object(latestFilters)),
  answers: { 200: Type.Integer() },
});
export const updateArtifact = endpoint({
  name: "updateArtifact",
  group,
  summary: "Change what is sent of an artifact",
  method: "PATCH",
  path: "/artifacts/:id",
  params: id,
  body: model(ArtifactUpdate),
  keepsNumbers: true,
  answers: { 204: null },
});
export const deleteArtifact = endpoint({
  name: "deleteArtifact",
  group,
  summary: "Delete an artifact; the one before it becomes the latest of its key",
  method: "DELETE",
  path: "/artifacts/:id",
  params: id,
  answers: { 204: null },
});
