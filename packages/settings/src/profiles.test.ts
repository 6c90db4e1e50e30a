import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createProfile,
  deleteProfile,
  readProfiles,
  removeProfileValue,
  useProfile,
  writeProfileValue,
} from "./profiles.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "reeve-profiles-"));
});
afterEach(() => rmSync(home, { recursive: true }));

test("a home without a file has one empty profile, which is active", () => {
  expect(readProfiles(home)).toMatchObject({ active: "default", values: { default: {} } });
});

test("a written value replaces the setting under all its names", () => {
  writeFileSync(join(home, "profiles.toml"), '[profiles.default]\nPREFECT_API_URL = "http://old/api"\n');
  writeProfileValue(home, "default", "apiUrl", "http://new/api");
  expect(readProfiles(home).values.default).toEqual({ REEVE_API_URL: "http://new/api" });
});

test("a wrong value is refused and nothing is written", () => {
  expect(() => writeProfileValue(home, "default", "serverApiPort", "x")).toThrow("REEVE_SERVER_API_PORT");
  expect(readProfiles(home).values.default).toEqual({});
});

test("a removed value is gone under all its names, and removing it again says so", () => {
  writeFileSync(join(home, "profiles.toml"), '[profiles.default]\nPREFECT_API_URL = "http://old/api"\n');
  expect(removeProfileValue(home, "default", "apiUrl")).toBe(true);
  expect(removeProfileValue(home, "default", "apiUrl")).toBe(false);
  expect(readProfiles(home).values.default).toEqual({});
});

test("a profile can be made empty or as a copy, but not twice and not with any name", () => {
  writeProfileValue(home, "default", "loggingLevel", "DEBUG");
  createProfile(home, "empty");
  createProfile(home, "copy", "default");
  expect(readProfiles(home).values).toMatchObject({ empty: {}, copy: { REEVE_LOGGING_LEVEL: "DEBUG" } });
  expect(() => createProfile(home, "copy")).toThrow("exists already");
  expect(() => createProfile(home, "a b")).toThrow("cannot name a profile");
  expect(() => createProfile(home, "other", "missing")).toThrow('There is no profile "missing"');
});

test("a profile that is not active can be deleted, the active one cannot", () => {
  createProfile(home, "other");
  useProfile(home, "other");
  expect(() => deleteProfile(home, "other")).toThrow("is the active profile");
  useProfile(home, "default");
  deleteProfile(home, "other");
  expect(Object.keys(readProfiles(home).values)).toEqual(["default"]);
});

test("the file is for its owner only, since it may hold passwords", () => {
  writeProfileValue(home, "default", "apiAuthString", "admin:pass");
  const path = join(home, "profiles.toml");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, "utf8")).toBe(
    'active = "default"\n\n[profiles.default]\nREEVE_API_AUTH_STRING = "admin:pass"\n',
  );
});
