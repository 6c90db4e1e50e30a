import { endpoint } from "./endpoint.ts";
import { Nullable, oneOf, open, type Static, Type } from "./schema.ts";

const text = Type.String();

/** One setting: what the server goes by, where that was found, and what the setting is for. Secrets are masked. */
export const ServerSetting = open("ServerSetting", {
  /** The heading under which it is explained. */
  part: text,
  name: text,
  /** Other names that set it. */
  other_names: Type.Array(text),
  value: text,
  is_default: Type.Boolean(),
  source: oneOf("ServerSettingSource", ["option", "environment", "file", "profile", "default", "unknown"]),
  /** The variable, file or profile it was found in. */
  found_in: Nullable(text),
  /** Markdown, as are the next two. */
  about: text,
  takes: text,
  default_value: text,
});
export type ServerSetting = Static<typeof ServerSetting>;

export const ServerVersions = open("ServerVersions", {
  reeve: text,
  /** Of Prefect, as which clients see it. */
  prefect: text,
  api: text,
  node: text,
  database: text,
});
export type ServerVersions = Static<typeof ServerVersions>;

export const listServerSettings = endpoint({
  name: "listServerSettings",
  group: "UI",
  summary:
    "What the server goes by, where each setting was found and what it is for, and which versions it has",
  method: "GET",
  path: "/ui/settings",
  answers: { 200: open("ServerSettings", { settings: Type.Array(ServerSetting), versions: ServerVersions }) },
});
