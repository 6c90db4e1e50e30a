import { expect, test } from "vitest";
import { findNearest } from "./nearest.ts";

test.each([
  ["runing", "RUNNING"],
  ["COMPLETE", "COMPLETED"],
  ["canceled", "CANCELLED"],
  ["xyz", undefined],
])("%s is taken for %s", (word, nearest) => {
  expect(findNearest(word, ["RUNNING", "COMPLETED", "CANCELLED", "FAILED"])).toBe(nearest);
});
