import { expect, test } from "vitest";
import { fillRunName } from "./run-name.ts";

test("placeholders of a run name are filled in from the parameters", () => {
  expect(fillRunName("load {city} on {day}", { city: "Köln", day: 3 })).toBe("load Köln on 3");
});

test("a placeholder that no parameter fills stays to be seen", () => {
  expect(fillRunName("load {cty}", { city: "Köln" })).toBe("load {cty}");
});
