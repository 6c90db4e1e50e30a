import { expect, test } from "vitest";
import { isSameSearch, readSavedFilters, toSavedFilters } from "./saved-filters.ts";

const stored = { id: "a", created: "", updated: "", name: "Mine" };

test("filters are read as they were saved, and those of other pages are left alone", () => {
  const search = { state: ["failed", "late"], from: "2d", view: "problems" } as const;
  expect(readSavedFilters([{ ...stored, filters: toSavedFilters(search) }])).toEqual([
    { id: "a", name: "Mine", search },
  ]);
  const foreign = { object: "flow_run", property: "name", type: "string", operation: "is", value: "x" };
  expect(readSavedFilters([{ ...stored, filters: [foreign] }])).toEqual([]);
});

test("the order in which filters were set makes no difference", () => {
  expect(isSameSearch({ tag: ["a"], from: "1h" }, { from: "1h", tag: ["a"] })).toBe(true);
  expect(isSameSearch({ tag: ["a"] }, {})).toBe(false);
});
