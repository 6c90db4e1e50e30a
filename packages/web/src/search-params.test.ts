import { expect, test } from "vitest";
import { parseSearch, stringifySearch } from "./search-params.ts";

test("repeated keys are lists, and numbers stay text", () => {
  expect(parseSearch("?state=failed&state=late&q=42")).toEqual({ state: ["failed", "late"], q: "42" });
});

test("a search becomes a query that reads back the same", () => {
  const search = { flow: ["Hello & Co", "a+b"], from: "2026-11-22T10:00", q: "ünï" };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test("what is undefined or empty leaves no trace", () => {
  expect(stringifySearch({ a: undefined, b: "", c: [] })).toBe("");
});
