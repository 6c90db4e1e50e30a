import { expect, test } from "vitest";
import { wordMark } from "./word-mark.ts";

test("the word mark has two lines of the same width", () => {
  const lines = wordMark({ LANG: "en_GB.UTF-8" });
  expect(lines.map((line) => line.length)).toEqual([19, 19]);
});

test("a locale without Unicode gets the plain name", () => {
  expect(wordMark({ LC_ALL: "C" })).toEqual(["Reeve"]);
  expect(wordMark({ LANG: "de_DE.ISO-8859-1" })).toEqual(["Reeve"]);
  expect(wordMark({ LANG: "C.UTF-8" })).toHaveLength(2);
});
