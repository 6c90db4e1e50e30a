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

export type ReadSettingsOptions = {
  /** The environment; that of the process when left out. */
  env?: Readonly<Record<string, string | undefined>>;
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
  | { kind: "profile"; name: string }
  | { kind: "default" };

export type SettingsWithSources = {
  settings: Settings;
  sources: Readonly<Record<SettingKey, SettingSource>>;
};

/** The settings that apply here: overrides, then the environment, then the active profile, then the defaults. */
export function readSettings(options: ReadSettingsOptions = {}): Settings {
  return readSettingsWithSources(options).settings;
}

/** The same, with where each value came from; throws at the first value that is not allowed. */
export function readSettingsWithSources(options: ReadSettingsOptions = {}): SettingsWithSources {
  const { env = process.env, overrides = {} } = options;
  const { home, profile, profiles } = locateProfile(options);
  const profileValues = requireProfile(profiles, profile);
  const fixed: Partial<Settings> = { ...withoutUndefined(overrides), home, profile };

  const values: Partial<Record<SettingKey, SettingValue>> = {};
  const sources: Partial<Record<SettingKey, SettingSource>> = {};
  for (const key of SETTING_KEYS) {
    const { names } = DEFINITIONS[key];
    const inEnvironment = firstSet(names, env);
    const inProfile = inEnvironment ? undefined : firstSet(names, profileValues);
    if (fixed[key] !== undefined) values[key] = fixed[key];
    else if (inEnvironment) values[key] = parseSetting(key, inEnvironment.text, inEnvironment.name);
    else if (inProfile) {
      values[key] = parseSetting(key, inProfile.text, `${inProfile.name} in the profile "${profile}"`);
    } else values[key] = DEFINITIONS[key].default;

    if (overrides[key] !== undefined) sources[key] = { kind: "override" };
    else if (inEnvironment) sources[key] = { kind: "environment", name: inEnvironment.name };
    else if (inProfile) sources[key] = { kind: "profile", name: inProfile.name };
    else sources[key] = { kind: "default" };
  }
  return { settings: values as Settings, sources: sources as Record<SettingKey, SettingSource> };
}

/** Where settings are kept and which profile applies; reads no value, so that a wrong one can be mended. */
export function locateProfile(options: ReadSettingsOptions = {}): {
  home: string;
  profile: string;
  profiles: Profiles;
} {
  const { env = process.env, overrides = {} } = options;
  const home = homePath(options.home ?? overrides.home ?? env.REEVE_HOME);
  const profiles = readProfiles(home);
  const profile = options.profile ?? overrides.profile ?? (env.REEVE_PROFILE || profiles.active);
  return { home, profile, profiles };
}

/** A variable that is set to nothing counts as not set, as in most shells' idioms. */
function firstSet(names: readonly string[], values: Readonly<Record<string, string | undefined>>) {
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
