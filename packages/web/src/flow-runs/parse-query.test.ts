import { describe, expect, test } from "vitest";
import { parseQuery } from "./parse-query.ts";

describe("a typed query", () => {
  test("becomes filters, and its other words a part of the name", () => {
    expect(
      parseQuery("state:failed flow:etl deployment:daily pool:gpu tag:prod since:2d nightly load"),
    ).toEqual({
      patch: {
        state: ["failed"],
        flow: ["etl"],
        deployment: ["daily"],
        pool: ["gpu"],
        tag: ["prod"],
        from: "2d",
      },
      rest: "nightly load",
      faults: [],
    });
  });

  test("takes values with blanks in quotes, and several states with commas", () => {
    const { patch, rest } = parseQuery('flow:"Hello Flow" state:Failed,AwaitingRetry "two words"');
    expect(patch).toEqual({ flow: ["Hello Flow"], state: ["failed", "awaiting-retry"] });
    expect(rest).toBe("two words");
  });

  test("adds to the values in force", () => {
    expect(parseQuery("tag:b", { tag: ["a"] }).patch).toEqual({ tag: ["a", "b"] });
  });

  test("leaves words with unknown keys and half-typed ones alone", () => {
    expect(parseQuery("http://x state: a:b")).toEqual({ patch: {}, rest: "http://x state: a:b", faults: [] });
  });

  test("says which state or time it does not know", () => {
    const { patch, faults } = parseQuery("state:borked since:yesterday");
    expect(patch).toEqual({});
    expect(faults).toEqual([
      '"borked" is no state; try failed, running or late.',
      '"yesterday" is no time; write 2d, 12h or 2026-11-22.',
    ]);
  });
});
