import { API_VERSION, COMPATIBLE_VERSION, type ServerSetting, type ServerVersions } from "@reeve/protocol";
import {
  defaultOf,
  formatSetting,
  maskedSetting,
  SETTING_PARTS,
  type SettingDefinition,
  type SettingKey,
  type SettingSource,
  takes,
} from "@reeve/settings";
import packageJson from "../../package.json" with { type: "json" };
import type { Context } from "../context.ts";

/** What the server goes by, setting by setting, and its versions. */
export function listServerSettings(context: Context): {
  settings: ServerSetting[];
  versions: ServerVersions;
} {
  const settings = SETTING_PARTS.flatMap(({ title, definitions }) =>
    Object.entries(definitions).map(([key, definition]) =>
      describe(context, title, key as SettingKey, definition),
    ),
  );
  const database = context.db.dialect === "sqlite" ? "SQLite" : "PostgreSQL";
  const versions = {
    reeve: packageJson.version,
    prefect: COMPATIBLE_VERSION,
    api: API_VERSION,
    node: process.versions.node,
    database,
  };
  return { settings, versions };
}

function describe(
  { settings, settingSources }: Context,
  part: string,
  key: SettingKey,
  definition: SettingDefinition,
): ServerSetting {
  const [name, ...others] = definition.names;
  const source: SettingSource | { kind: "unknown" } = settingSources?.[key] ?? { kind: "unknown" };
  const value = settings[key];
  return {
    part,
    name,
    other_names: others,
    value: value === null ? "" : formatSetting(maskedSetting(key, value)),
    is_default: value === null || formatSetting(value) === formatSetting(definition.default as typeof value),
    source: source.kind === "override" ? "option" : source.kind,
    found_in: placeOf(source),
    about: definition.about,
    takes: takes(definition),
    default_value: defaultOf(definition),
  };
}

function placeOf(source: SettingSource | { kind: "unknown" }): string | null {
  if (source.kind === "file") return source.path;
  return "name" in source ? source.name : null;
}
