import { ReeveError } from "@reeve/protocol/errors";
import { describe, expect, test } from "vitest";
import { DEFINITIONS, SETTING_KEYS, type SettingKey } from "./definitions.ts";
import { formatSetting, parseSetting } from "./parse-setting.ts";

const RIGHT: [key: SettingKey, text: string, value: unknown][] = [
  ["serverApiPort", "4300", 4300],
  ["serverApiPort", " 0 ", 0],
  ["serverApiKeepaliveTimeoutSeconds", "2.5", 2.5],
  ["serverApiKeepaliveTimeoutSeconds", "250ms", 0.25],
  ["serverApiKeepaliveTimeoutSeconds", "30s", 30],
  ["serverApiKeepaliveTimeoutSeconds", "15m", 900],
  ["serverApiKeepaliveTimeoutSeconds", "PT1H30M", 5400],
  ["serverApiKeepaliveTimeoutSeconds", "P1DT0.5S", 86_400.5],
  ["serverUiEnabled", "False", false],
  ["serverUiEnabled", "1", true],
  ["serverUiEnabled", "on", true],
  ["loggingLevel", "warning", "WARNING"],
  ["serverDatabaseSynchronous", "full", "FULL"],
  ["apiUrl", "http://host:4200/api/", "http://host:4200/api"],
  ["serverApiBasePath", "custom/api/", "/custom/api"],
  ["serverApiBasePath", "/", ""],
  [
    "serverCorsAllowedOrigins",
    "https://a.example, https://b.example",
    ["https://a.example", "https://b.example"],
  ],
  ["clientCustomHeaders", '{"X-Team":"data"}', { "X-Team": "data" }],
  ["clientRetryExtraCodes", "404, 500", [404, 500]],
  ["serverServicesDbVacuumEnabled", "events, flow_runs", ["events", "flow_runs"]],
  ["serverServicesDbVacuumEnabled", '["flow_runs"]', ["flow_runs"]],
  ["serverServicesDbVacuumEnabled", "true", ["events", "flow_runs"]],
  ["serverServicesDbVacuumEnabled", "None", []],
  ["serverRetentionFlowRunsSeconds", "30d", 2_592_000],
  ["serverServicesDbVacuumEventRetentionOverrides", '{"a.b":"PT1H","c":60}', { "a.b": 3600, c: 60 }],
  ["serverDatabaseUrl", "postgresql+asyncpg://u:p@db/reeve", "postgresql+asyncpg://u:p@db/reeve"],
  ["serverDatabaseUrl", "sqlite+aiosqlite:////data/reeve.db", "sqlite+aiosqlite:////data/reeve.db"],
  ["serverDatabaseUrl", "/data/reeve.db", "/data/reeve.db"],
];

test.each(RIGHT)("%s given as %s is read", (key, text, value) => {
  expect(parseSetting(key, text, key)).toEqual(value);
});

const WRONG: [key: SettingKey, text: string, mustBe: string][] = [
  ["serverApiPort", "many", "a whole number, at least 0 and at most 65535"],
  ["serverApiPort", "65536", "at most 65535"],
  ["serverApiPort", "42.5", "a whole number"],
  ["serverApiPort", "", "a whole number"],
  ["serverApiDefaultLimit", "0", "at least 1"],
  ["serverApiKeepaliveTimeoutSeconds", "-1", "a duration in seconds"],
  ["serverApiKeepaliveTimeoutSeconds", "P", "a duration in seconds"],
  ["serverUiEnabled", "maybe", "true or false"],
  ["loggingLevel", "LOUD", "one of DEBUG, INFO, WARNING, ERROR, CRITICAL"],
  ["apiUrl", "127.0.0.1:4200", "a URL that begins with http:// or https://"],
  ["serverApiBasePath", "/a b", "a path such as /api"],
  ["clientCustomHeaders", '{"X":1}', "a JSON object of texts"],
  ["clientCustomHeaders", "X: y", "a JSON object of texts"],
  ["clientRetryExtraCodes", "404,many", "whole numbers from 100 to 599"],
  ["clientRetryExtraCodes", "1000", "whole numbers from 100 to 599"],
  [
    "serverServicesDbVacuumEnabled",
    "events,logs",
    "any of events, flow_runs with commas between them, or true",
  ],
  ["serverRetentionFlowRunsSeconds", "10m", "at least 3600"],
  ["serverServicesDbVacuumEventRetentionOverrides", '{"a":"soon"}', "a JSON object of durations"],
  ["serverDatabaseUrl", "mysql://host/db", "postgresql://"],
  ["serverDatabaseUrl", "sqlite://reeve.db", "sqlite:////absolute/file"],
];

test.each(WRONG)("%s given as %j is refused with what it must be", (key, text, mustBe) => {
  const read = () => parseSetting(key, text, "REEVE_SOMETHING");
  expect(read).toThrow(ReeveError);
  expect(read).toThrow(`REEVE_SOMETHING is ${JSON.stringify(text)}, but must be`);
  expect(read).toThrow(mustBe);
});

describe("the table", () => {
  test("has defaults that are right by their own rules", () => {
    for (const key of SETTING_KEYS) {
      const { default: value } = DEFINITIONS[key];
      if (value === null || formatSetting(value) === "") continue;
      expect(parseSetting(key, formatSetting(value), key)).toEqual(value);
    }
  });

  test("gives no name to two settings", () => {
    const names = SETTING_KEYS.flatMap((key) => [...DEFINITIONS[key].names]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("names every setting with REEVE_ first", () => {
    for (const key of SETTING_KEYS) expect(DEFINITIONS[key].names[0]).toMatch(/^REEVE_[A-Z_]+$/);
  });
});
