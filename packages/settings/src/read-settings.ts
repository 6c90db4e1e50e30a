import { homedir } from "node:os";
import { join, resolve } from "node:path";
import {
  DEFINITIONS,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  type SettingValue,
} from "./definitions.ts";
import { parseSetting } from "./parse-setting.ts";
import { type Profiles, readProfiles, requireProfile } from "./profiles.ts";
import { readDotEnv } from "./read-dot-env.ts";

export type ReadSettingsOptions = {
  /** The environment; that of the process when left out. */
  env?: Variables;
  /** The folder whose `.env` file is read; the working directory, unless an environment is given. */
  folder?: string;
  /** The home directory, in place of REEVE_HOME. */
  home?: string;
  /** The profile, in place of REEVE_PROFILE and of the active one. */
  profile?: string;
  /** Values that win over all others, such as those of flags. */
  overrides?: Partial<Settings>;
};

/** Where the value of a setting was found, and under which name. */
export type SettingSource =
  | { kind: "override" }
  | { kind: "environment"; name: string }
  | { kind: "file"; name: string; path: string }
  | { kind: "profile"; name: string }
  | { kind: "default" };

export type SettingsWithSources = {
  settings: Settings;
  sources: Readonly<Record<SettingKey, SettingSource>>;
};

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The settings that apply here: overrides, then the environment, then the file `.env`, then the active profile, then
 * the defaults. In each of them REEVE_ goes before PREFECT_, and a newer name before an older one.
 */
export function readSettings(options: ReadSettingsOptions = {}): Settings {
  return readSettingsWithSources(options).settings;
}

/** The same, with where each value came from; throws at the first value that is not allowed. */
export function readSettingsWithSources(options: ReadSettingsOptions = {}): SettingsWithSources {
  const { overrides = {} } = options;
  const { home, profile, profiles, env, file } = locate(options);
  const profileValues = requireProfile(profiles, profile);
  const fixed: Partial<Settings> = { ...withoutUndefined(overrides), home, profile };
  const places: readonly Place[] = [
    { values: env, name: (name) => name, source: (name) => ({ kind: "environment", name }) },
    {
      values: file.values,
      name: (name) => `${name} in ${file.path}`,
      source: (name) => ({ kind: "file", name, path: file.path }),
    },
    {
      values: profileValues,
      name: (name) => `${name} in the profile "${profile}"`,
      source: (name) => ({ kind: "profile", name }),
    },
  ];

  const values: Partial<Record<SettingKey, SettingValue>> = {};
  const sources: Partial<Record<SettingKey, SettingSource>> = {};
  for (const key of SETTING_KEYS) {
    const found = findValue(key, places);
    if (fixed[key] !== undefined) values[key] = fixed[key];
    else values[key] = found ? parseSetting(key, found.text, found.name) : DEFINITIONS[key].default;
    const isOverridden = overrides[key] !== undefined;
    sources[key] = isOverridden ? { kind: "override" } : (found?.source ?? { kind: "default" });
  }
  return { settings: values as Settings, sources: sources as Record<SettingKey, SettingSource> };
}

/** Where settings are kept and which profile applies; reads no value, so that a wrong one can be mended. */
export function locateProfile(options: ReadSettingsOptions = {}): {
  home: string;
  profile: string;
  profiles: Profiles;
} {
  const { home, profile, profiles } = locate(options);
  return { home, profile, profiles };
}

function locate(options: ReadSettingsOptions) {
  const { env = process.env, overrides = {} } = options;
  const folder = options.folder ?? (options.env ? undefined : process.cwd());
  const file = folder === undefined ? { path: "", values: {} } : readDotEnv(folder);
  const variable = (name: string) => env[name] || (file.values as Variables)[name];
  const home = homePath(options.home ?? overrides.home ?? variable("REEVE_HOME"));
  const profiles = readProfiles(home);
  const profile = options.profile ?? overrides.profile ?? (variable("REEVE_PROFILE") || profiles.active);
  return { home, profile, profiles, env, file };
}

/** Somewhere that values are set: how its names are told in an error, and as where a value came from. */
type Place = {
  readonly values: Variables;
  name(name: string): string;
  source(name: string): SettingSource;
};

function findValue(key: SettingKey, places: readonly Place[]) {
  for (const place of places) {
    const found = firstSet(DEFINITIONS[key].names, place.values);
    if (found) return { text: found.text, name: place.name(found.name), source: place.source(found.name) };
  }
  return undefined;
}

/** A variable that is set to nothing counts as not set, as in most shells' idioms. */
function firstSet(names: readonly string[], values: Variables) {
  for (const name of names) {
    const text = values[name];
    if (text !== undefined && text !== "") return { name, text };
  }
  return undefined;
}

function homePath(given: string | undefined): string {
  const path = given || DEFINITIONS.home.default;
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(path);
}

const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
