import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { useProfile, writeProfileValue } from "./profiles.ts";
import { readSettings, readSettingsWithSources } from "./read-settings.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "reeve-settings-"));
});
afterEach(() => rmSync(home, { recursive: true }));

describe("without anything set", () => {
  test("the defaults apply", () => {
    const settings = readSettings({ env: {}, home });
    expect(settings).toMatchObject({
      serverApiPort: 4200,
      apiUrl: null,
      serverDatabaseUrl: "",
      profile: "default",
    });
  });

  test("the home directory is .reeve in the user's", () => {
    expect(readSettings({ env: {} }).home).toBe(join(homedir(), ".reeve"));
  });
});

describe("the order of precedence", () => {
  test("the environment goes before the profile, and an override before both", () => {
    writeProfileValue(home, "default", "serverApiPort", "4301");
    const port = (env: Record<string, string>, overrides = {}) =>
      readSettings({ env, home, overrides }).serverApiPort;
    expect(port({})).toBe(4301);
    expect(port({ PREFECT_SERVER_API_PORT: "4302" })).toBe(4302);
    expect(port({ PREFECT_SERVER_API_PORT: "4302", REEVE_SERVER_API_PORT: "4303" })).toBe(4303);
    expect(port({ REEVE_SERVER_API_PORT: "4303" }, { serverApiPort: 4304 })).toBe(4304);
  });

  test("an override that is undefined overrides nothing", () => {
    const settings = readSettings({
      env: { REEVE_UI_ENABLED: "1" },
      home,
      overrides: { serverApiPort: undefined },
    });
    expect(settings.serverApiPort).toBe(4200);
  });

  test("an older name is understood, after the newer ones", () => {
    const env = { PREFECT_API_DEFAULT_LIMIT: "10" };
    expect(readSettings({ env, home }).serverApiDefaultLimit).toBe(10);
    expect(
      readSettings({ env: { ...env, PREFECT_SERVER_API_DEFAULT_LIMIT: "20" }, home }).serverApiDefaultLimit,
    ).toBe(20);
  });

  test("a variable set to nothing counts as not set", () => {
    const env = { REEVE_API_URL: "", PREFECT_API_URL: "http://host/api" };
    expect(readSettings({ env, home }).apiUrl).toBe("http://host/api");
  });

  test("where each value came from can be learnt", () => {
    writeProfileValue(home, "default", "loggingLevel", "DEBUG");
    const { sources } = readSettingsWithSources({
      env: { PREFECT_API_URL: "http://host/api" },
      home,
      overrides: { serverApiPort: 0, serverApiHost: undefined },
    });
    expect(sources.apiUrl).toEqual({ kind: "environment", name: "PREFECT_API_URL" });
    expect(sources.loggingLevel).toEqual({ kind: "profile", name: "REEVE_LOGGING_LEVEL" });
    expect(sources.serverApiPort).toEqual({ kind: "override" });
    expect(sources.serverApiHost).toEqual({ kind: "default" });
  });
});

describe("a file .env", () => {
  const withFile = (text: string, env: Record<string, string> = {}) => {
    writeFileSync(join(home, ".env"), text);
    return readSettingsWithSources({ env, home, folder: home });
  };

  test("goes after the environment and before the profile", () => {
    writeProfileValue(home, "default", "serverApiPort", "4301");
    writeProfileValue(home, "default", "loggingLevel", "DEBUG");
    const text = "# ours\nexport PREFECT_SERVER_API_PORT=4302\nREEVE_API_URL='http://file/api'\nOTHER=x\n";
    const { settings, sources } = withFile(text, { PREFECT_API_URL: "http://environment/api" });
    expect(settings).toMatchObject({
      serverApiPort: 4302,
      apiUrl: "http://environment/api",
      loggingLevel: "DEBUG",
    });
    const path = join(home, ".env");
    expect(sources.serverApiPort).toEqual({ kind: "file", name: "PREFECT_SERVER_API_PORT", path });
  });

  test("may name the profile", () => {
    writeProfileValue(home, "staging", "serverApiPort", "4303");
    expect(withFile("REEVE_PROFILE=staging").settings).toMatchObject({
      profile: "staging",
      serverApiPort: 4303,
    });
  });

  test("is named beside a value that is wrong", () => {
    expect(() => withFile("REEVE_SERVER_API_PORT=many")).toThrow(
      `REEVE_SERVER_API_PORT in ${join(home, ".env")} is "many", but must be a whole number`,
    );
  });

  test("may be missing, or a folder", () => {
    expect(readSettings({ env: {}, home, folder: home }).serverApiPort).toBe(4200);
    mkdirSync(join(home, ".env"));
    expect(readSettings({ env: {}, home, folder: home }).serverApiPort).toBe(4200);
  });
});

describe("profiles", () => {
  test("the active one applies unless another is named", () => {
    writeProfileValue(home, "staging", "apiUrl", "http://staging/api");
    expect(readSettings({ env: {}, home }).apiUrl).toBeNull();
    expect(readSettings({ env: {}, home, profile: "staging" }).apiUrl).toBe("http://staging/api");
    expect(readSettings({ env: { REEVE_PROFILE: "staging" }, home }).apiUrl).toBe("http://staging/api");
    useProfile(home, "staging");
    expect(readSettings({ env: {}, home })).toMatchObject({
      apiUrl: "http://staging/api",
      profile: "staging",
    });
  });

  test("one that does not exist is refused with those that do", () => {
    const read = () => readSettings({ env: { REEVE_PROFILE: "prod" }, home });
    expect(read).toThrow('There is no profile "prod"');
    expect(read).toThrow("there is: default");
  });

  test("values written by hand may be numbers, booleans and lists, under any name", () => {
    const lines = ["[profiles.default]", "PREFECT_SERVER_API_PORT = 4305", "REEVE_SERVER_UI_ENABLED = false"];
    writeFileSync(
      join(home, "profiles.toml"),
      [...lines, 'serverCorsAllowedOrigins = ["a", "b"]'].join("\n"),
    );
    const settings = readSettings({ env: {}, home });
    expect(settings).toMatchObject({ serverApiPort: 4305, serverUiEnabled: false });
  });

  test("a wrong value is reported with the profile it stands in", () => {
    writeFileSync(join(home, "profiles.toml"), '[profiles.default]\nREEVE_SERVER_API_PORT = "x"\n');
    expect(() => readSettings({ env: {}, home })).toThrow(
      'REEVE_SERVER_API_PORT in the profile "default" is "x", but must be a whole number',
    );
  });

  test("a file that is not TOML is reported by its path", () => {
    writeFileSync(join(home, "profiles.toml"), "[[[");
    expect(() => readSettings({ env: {}, home })).toThrow(
      `The profiles in ${join(home, "profiles.toml")} are not valid`,
    );
  });
});
