import { endpoint, parameters } from "./endpoint.ts";
import { page } from "./filters.ts";
import { DateTime, Json, Maybe, Nullable, open, type Static, Type, Uuid } from "./schema.ts";

const text = Type.String();

/** An artifact as lists show it: with the names of its runs, and of large data no more than a look at them. */
export const ArtifactRow = open("ArtifactRow", {
  id: Uuid,
  key: Nullable(text),
  type: Nullable(text),
  description: Nullable(text),
  created: DateTime,
  updated: DateTime,
  /** The data; the beginning of a long text, null in place of other large data. */
  preview: Nullable(Json),
  /** Whether the preview is less than the data. */
  is_cut: Type.Boolean(),
  /** How long the data are as JSON, in characters. */
  size: Type.Integer(),
  flow_run_id: Nullable(Uuid),
  flow_run_name: Nullable(text),
  task_run_id: Nullable(Uuid),
  task_run_name: Nullable(text),
});
export type ArtifactRow = Static<typeof ArtifactRow>;

const group = "UI";

export const listLatestArtifactRows = endpoint({
  name: "listLatestArtifactRows",
  group,
  summary: "The latest artifact of each key with a preview, the newest first",
  method: "POST",
  path: "/ui/artifacts/latest",
  body: parameters(
    Type.Object({
      /** A part of the keys sought. */
      key_like: Maybe(text),
      type: Maybe(text),
      ...page,
    }),
  ),
  answers: { 200: Type.Array(ArtifactRow) },
});

export const listArtifactRows = endpoint({
  name: "listArtifactRows",
  group,
  summary:
    "The artifacts of a key, of a flow run, of a task run or with an id, each with a preview, the newest first",
  method: "POST",
  path: "/ui/artifacts/page",
  body: parameters(
    Type.Object({
      key: Maybe(text),
      flow_run_id: Maybe(Uuid),
      task_run_id: Maybe(Uuid),
      id: Maybe(Uuid),
      ...page,
    }),
  ),
  answers: { 200: Type.Array(ArtifactRow) },
});
