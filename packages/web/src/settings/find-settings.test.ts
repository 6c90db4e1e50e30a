import type { ServerSetting } from "@reeve/protocol";
import { expect, test } from "vitest";
import { findSettings, settingsJson } from "./find-settings.ts";

const setting = (name: string, own: Partial<ServerSetting>): ServerSetting => ({
  part: "The server",
  name,
  other_names: [],
  value: "1",
  is_default: true,
  source: "default",
  found_in: null,
  about: "",
  takes: "",
  default_value: "",
  ...own,
});
const all = [
  setting("REEVE_PORT", { about: "The port the server listens on.", source: "option", is_default: false }),
  setting("REEVE_HOST", { other_names: ["PREFECT_HOST"], about: "Where it listens." }),
  setting("REEVE_LIMIT", { part: "Runs", source: "unknown", is_default: false }),
];
const names = (sought: string, isOnlySet: boolean) =>
  findSettings(all, sought, isOnlySet).map(({ title, settings }) => [
    title,
    ...settings.map(({ name }) => name),
  ]);

test("settings are found by words of their names and texts, under their headings", () => {
  expect(names("listens", false)).toEqual([["The server", "REEVE_PORT", "REEVE_HOST"]]);
  expect(names("prefect host", false)).toEqual([["The server", "REEVE_HOST"]]);
  expect(names("", true)).toEqual([
    ["The server", "REEVE_PORT"],
    ["Runs", "REEVE_LIMIT"],
  ]);
});

test("settings are taken along as JSON, those that are shown", () => {
  expect(JSON.parse(settingsJson(findSettings(all, "listens", false)))).toEqual({
    REEVE_PORT: "1",
    REEVE_HOST: "1",
  });
});
