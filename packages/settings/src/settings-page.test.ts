import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFINITIONS, SETTING_KEYS, SETTING_PARTS } from "./definitions.ts";
import { settingsPage } from "./settings-page.ts";

const page = readFileSync(new URL("../../../docs/settings.md", import.meta.url), "utf8");

test("the page in the documentation is the one that is made from the code", () => {
  expect(page, "Run npm run page --workspace packages/settings").toBe(settingsPage());
});

test("every setting stands in one part, under all its names", () => {
  const listed = SETTING_PARTS.flatMap(({ definitions }) => Object.keys(definitions));
  expect(listed.toSorted()).toEqual(SETTING_KEYS.toSorted());
  for (const key of SETTING_KEYS)
    for (const name of DEFINITIONS[key].names) expect(page).toContain(`\`${name}\``);
});
