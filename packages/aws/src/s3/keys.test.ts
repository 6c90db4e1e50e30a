import { expect, test } from "vitest";
import { folderPrefix, joinKey, pathBelow, resolveKey } from "./keys.ts";

test.each([
  ["", "a/b", "a/b"],
  ["", "/a/b", "a/b"],
  ["base/", "./a", "base/a"],
  ["base", "", "base"],
  ["", ".", ""],
  ["base", "base/a", "base/base/a"],
])("%j and %j are joined to %j", (folder, path, key) => {
  expect(joinKey(folder, path)).toBe(key);
});

test.each([
  ["base", "base/a", "base/a"],
  ["base/", "base", "base"],
  ["base", "baser/a", "base/baser/a"],
  ["", "a", "a"],
])("in %j, %j is the key %j", (folder, path, key) => {
  expect(resolveKey(folder, path)).toBe(key);
});

test("a folder's prefix ends where the next folder's begins", () => {
  expect(folderPrefix("data")).toBe("data/");
  expect(folderPrefix("")).toBe("");
});

test.each(["data/../a", "data//etc/passwd", "data/a\0"])("%j is nothing to be downloaded", (key) => {
  expect(() => pathBelow("data/", key)).toThrow("lead out of the folder");
});
