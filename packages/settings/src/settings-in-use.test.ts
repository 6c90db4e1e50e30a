import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SETTING_KEYS } from "./definitions.ts";

const packages = new URL("../..", import.meta.url);

test("every setting is read by what it is a setting of", () => {
  const files = globSync("{cli,client,project,reeve,sdk,server,worker}/src/**/*.ts", { cwd: packages });
  const code = files
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => readFileSync(new URL(file, packages), "utf8"))
    .join("\n");
  const unread = SETTING_KEYS.filter((key) => !new RegExp(`\\b${key}\\b`).test(code));
  expect(unread).toEqual([]);
});
