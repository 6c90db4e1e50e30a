import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import { parse, stringify } from "smol-toml";
import { DEFINITIONS, findSettingKey, type SettingKey } from "./definitions.ts";
import { parseSetting } from "./parse-setting.ts";

/** The profiles of a home directory: which one applies, and the values of each by the name they were given. */
export type Profiles = {
  readonly path: string;
  readonly active: string;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export const DEFAULT_PROFILE = "default";

/** Reads `<home>/profiles.toml`; without a file there is one empty profile, "default". */
export function readProfiles(home: string): Profiles {
  const path = join(home, "profiles.toml");
  const file = readToml(path);
  const values: Record<string, Record<string, string>> = { [DEFAULT_PROFILE]: {} };
  for (const [profile, table] of Object.entries(asTable(file.profiles))) {
    values[profile] = Object.fromEntries(
      Object.entries(asTable(table)).map(([name, value]) => [name, textOf(value)]),
    );
  }
  return { path, active: typeof file.active === "string" ? file.active : DEFAULT_PROFILE, values };
}

/** Stores one setting in a profile, which is made if need be, in place of any other spelling of its name. */
export function writeProfileValue(home: string, profile: string, key: SettingKey, value: string): void {
  const [name] = DEFINITIONS[key].names;
  parseSetting(key, value, name);
  const profiles = readProfiles(home);
  const kept = withoutSetting(profiles.values[profile] ?? {}, key);
  save({ ...profiles, values: { ...profiles.values, [profile]: { ...kept, [name]: value } } });
}

/** Removes a setting from a profile under all its names; says whether it was there. */
export function removeProfileValue(home: string, profile: string, key: SettingKey): boolean {
  const profiles = readProfiles(home);
  const before = requireProfile(profiles, profile);
  const after = withoutSetting(before, key);
  if (Object.keys(after).length === Object.keys(before).length) return false;
  save({ ...profiles, values: { ...profiles.values, [profile]: after } });
  return true;
}

/** Makes a profile the one that applies when the environment names none. */
export function useProfile(home: string, profile: string): void {
  const profiles = readProfiles(home);
  requireProfile(profiles, profile);
  save({ ...profiles, active: profile });
}

/** Adds an empty profile, or one with the values of another. */
export function createProfile(home: string, profile: string, from?: string): void {
  const profiles = readProfiles(home);
  if (profiles.values[profile]) {
    throw new ReeveError("already_exists", `The profile "${profile}" exists already.`);
  }
  if (!/^[\w.-]+$/.test(profile)) {
    throw new ReeveError(
      "invalid_request",
      `"${profile}" cannot name a profile; use letters, digits, ".", "_" and "-".`,
    );
  }
  const values = from === undefined ? {} : requireProfile(profiles, from);
  save({ ...profiles, values: { ...profiles.values, [profile]: values } });
}

/** Removes a profile that is not the active one. */
export function deleteProfile(home: string, profile: string): void {
  const profiles = readProfiles(home);
  requireProfile(profiles, profile);
  if (profile === profiles.active) {
    throw new ReeveError(
      "invalid_request",
      `"${profile}" is the active profile; choose another with "reeve profile use" first.`,
    );
  }
  const { [profile]: _removed, ...values } = profiles.values;
  save({ ...profiles, values });
}

/** The values of a profile; throws, naming those there are, when it is unknown. */
export function requireProfile(profiles: Profiles, profile: string): Readonly<Record<string, string>> {
  const values = profiles.values[profile];
  if (values) return values;
  const known = Object.keys(profiles.values).join(", ");
  throw new ReeveError(
    "not_found",
    `There is no profile "${profile}" in ${profiles.path}; there is: ${known}.`,
  );
}

function withoutSetting(values: Readonly<Record<string, string>>, key: SettingKey): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => findSettingKey(name) !== key));
}

function readToml(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    // A home that is no directory has no profiles either; whoever must write to it will say so.
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    throw new ReeveError("invalid_request", `The profiles in ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  try {
    return parse(text);
  } catch (error) {
    const [reason = ""] = messageOf(error).split("\n");
    throw new ReeveError("invalid_request", `The profiles in ${path} are not valid TOML: ${reason}`, {
      cause: error,
    });
  }
}

function save({ path, active, values }: Profiles): void {
  const text = stringify({ active, profiles: values });
  // A reader sees the old file or the new one, never half of it. It may hold passwords: for the owner only.
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, `${text.trimEnd()}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    renameSync(draft, path);
  } catch (error) {
    throw new ReeveError(
      "invalid_request",
      `The profiles in ${path} cannot be written: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const asTable = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
