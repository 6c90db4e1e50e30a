import { describe, expect, test } from "vitest";
import { parseExactJson } from "../exact-json.ts";
import { SECRET_MASK as M, maskSecrets, unmaskSecrets } from "./secret-places.ts";

describe("maskSecrets", () => {
  test.each<[string, object, object]>([
    ["a", { a: "s", b: "t" }, { a: M, b: "t" }],
    ["a", { a: 0, b: 1 }, { a: M, b: 1 }],
    ["a", { a: "" }, { a: M }],
    ["a", { a: false }, { a: M }],
    ["a", { a: null }, { a: null }],
    ["a", { a: { deep: ["s"] } }, { a: M }],
    ["a", { b: { a: "not that a" } }, { b: { a: "not that a" } }],
    ["a.b", { a: { b: "s", c: "t" } }, { a: { b: M, c: "t" } }],
    ["a.b", { a: "text" }, { a: "text" }],
    ["a.b", { a: null }, { a: null }],
    ["a.b", {}, {}],
    ["a.*", { a: { x: "s", y: { z: 1 }, n: null }, b: 1 }, { a: { x: M, y: { z: M }, n: M }, b: 1 }],
    ["a.*", { a: ["s"] }, { a: M }],
    ["a.*", { a: {} }, { a: M }],
    ["a.b.*", { a: { b: { c: "s" } } }, { a: { b: { c: M } } }],
  ])("masks %s in %j", (path, data, masked) => {
    expect(maskSecrets(data as Record<string, unknown>, [path])).toEqual(masked);
  });

  test("finds the secrets of blocks that stand in a list or under names of their own", () => {
    const data = {
      many: [{ pw: "s", x: 1 }, { x: 2 }],
      named: { first: { pw: "s" }, second: { pw: "t", x: 1 } },
    };
    expect(maskSecrets(data, ["many.pw", "named.pw"])).toEqual({
      many: [{ pw: M, x: 1 }, { x: 2 }],
      named: { first: { pw: M }, second: { pw: M, x: 1 } },
    });
  });

  test("masks what several paths lead to, also within one another", () => {
    const data = { a: { b: "s", c: { d: "t" } } };
    expect(maskSecrets(data, ["a.b", "a.c.d", "a.c"])).toEqual({ a: { b: M, c: M } });
    expect(maskSecrets(data, ["a.c", "a.c.d", "a.*"])).toEqual({ a: { b: M, c: M } });
  });

  test("leaves the data themselves, and numbers as they were spelled", () => {
    const data = parseExactJson('{"a":{"b":"s","n":1.0},"s":1.0}') as Record<string, unknown>;
    expect(JSON.stringify(maskSecrets(data, ["a.b", "s"]))).toBe(`{"a":{"b":"${M}","n":1.0},"s":"${M}"}`);
    expect(JSON.stringify(data)).toBe('{"a":{"b":"s","n":1.0},"s":1.0}');
  });

  test("treats keys that objects have by nature like any other", () => {
    const data = JSON.parse('{"__proto__":{"pw":"s"},"constructor":"t"}');
    expect(JSON.stringify(maskSecrets(data, ["__proto__.pw", "constructor", "toString.name"]))).toBe(
      `{"__proto__":{"pw":"${M}"},"constructor":"${M}"}`,
    );
  });
});

describe("unmaskSecrets", () => {
  test.each<[object, object, object]>([
    [
      { a: M, b: 2 },
      { a: "s", b: 1 },
      { a: "s", b: 2 },
    ],
    [{ a: "new" }, { a: "s" }, { a: "new" }],
    [{ a: M }, {}, { a: M }],
    [{ a: M }, { a: { deep: ["s"] } }, { a: { deep: ["s"] } }],
    [{ c: { d: M, e: "x" } }, { c: { d: "s", e: "y" } }, { c: { d: "s", e: "x" } }],
    [
      { l: [{ pw: M }, { pw: "new" }] },
      { l: [{ pw: "s" }, { pw: "t" }] },
      { l: [{ pw: "s" }, { pw: "new" }] },
    ],
    [{ w: { x: M, y: M } }, { w: { x: [1], y: "t" } }, { w: { x: [1], y: "t" } }],
    [{ other: M }, { other: "no secret" }, { other: M }],
  ])("puts what is stored in place of masks: %j", (given, stored, unmasked) => {
    const paths = ["a", "c.d", "l.pw", "w.*"];
    expect(unmaskSecrets(given as Record<string, unknown>, stored as Record<string, unknown>, paths)).toEqual(
      unmasked,
    );
  });
});
