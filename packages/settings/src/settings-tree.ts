import {
  DEFINITIONS,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  type SettingValue,
} from "./definitions.ts";
import { maskedSetting } from "./masked-setting.ts";
import { formatSetting } from "./parse-setting.ts";
import type { SettingDefinition } from "./setting-definition.ts";

export type SettingsTree = { [name: string]: SettingValue | SettingsTree };

/** The settings as the Python server shows its own: by section, durations in ISO 8601, secrets as asterisks. */
export function settingsTree(settings: Settings): SettingsTree {
  const tree: SettingsTree = {};
  for (const key of SETTING_KEYS) {
    const path = pathOf(key);
    const leaf = path.pop()!;
    let branch = tree;
    for (const section of path) {
      branch[section] ??= {};
      branch = branch[section] as SettingsTree;
    }
    branch[leaf] = shownValue(key, maskedSetting(key, settings[key]));
  }
  return tree;
}

const SERVICE = /^SERVER_SERVICES_(.+)_ENABLED$/;

/** What comes before a setting's own name, a section in a section: services are those that can be switched off. */
const SECTIONS: readonly (readonly string[])[] = [
  ["api"],
  ["client"],
  ["runner"],
  ["flows"],
  ["logging", "to_api"],
  ["logging"],
  ["worker", "webserver"],
  ["worker"],
  ...[
    "api",
    "concurrency",
    "database",
    "deployments",
    "events",
    "flow_run_graph",
    "logs",
    "notifications",
  ].map((section) => ["server", section]),
  ["server", "retention"],
  ...SETTING_KEYS.flatMap((key) => SERVICE.exec(ownName(key))?.[1]?.toLowerCase() ?? []).map((service) => [
    "server",
    "services",
    service,
  ]),
  ["server", "tasks"],
  ["server", "ui"],
  ["server", "worker_channel"],
  ["server"],
].toSorted((a, b) => b.join("_").length - a.join("_").length);

/** Prefect's name of a setting without its prefix, or else ours. */
function ownName(key: SettingKey): string {
  const names: readonly string[] = DEFINITIONS[key].names;
  return (names.find((name) => name.startsWith("PREFECT_")) ?? names[0]!).replace(/^[A-Z]+_/, "");
}

function pathOf(key: SettingKey): string[] {
  const name = ownName(key).toLowerCase();
  const section = SECTIONS.find((one) => name.startsWith(`${one.join("_")}_`)) ?? [];
  return [...section, section.length > 0 ? name.slice(section.join("_").length + 1) : name];
}

function shownValue(key: SettingKey, value: SettingValue): SettingValue {
  const { kind, allowed }: SettingDefinition = DEFINITIONS[key];
  if (value === null) return null;
  if (kind === "duration") return isoDuration(Number(value));
  if (kind === "durations") {
    const entries = Object.entries(value).map(([name, seconds]) => [name, isoDuration(Number(seconds))]);
    return Object.fromEntries(entries);
  }
  // A list of anything is shown as it is given, a list of words as a list.
  return kind === "list" && !allowed ? formatSetting(value) : value;
}

/** `P90D`, `PT1H30M`, `PT0.5S`. */
export function isoDuration(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Number((seconds % 60).toFixed(6));
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, rest && `${rest}S`].filter(Boolean).join("");
  if (days === 0 && time === "") return "PT0S";
  return `P${days > 0 ? `${days}D` : ""}${time && `T${time}`}`;
}
