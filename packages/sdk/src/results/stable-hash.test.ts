import { expect, test } from "vitest";
import { stableHash } from "./stable-hash.ts";

class Point {
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}

function ring(names: readonly string[]) {
  const nodes = names.map((name) => ({ name, next: undefined as unknown }));
  for (const [index, node] of nodes.entries()) node.next = nodes[(index + 1) % nodes.length];
  return nodes[0];
}

const twice = (value: unknown) => [value, { b: value }];
const shared = { a: [1, 2] };

test.each([
  ["keys in another order", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
  ["a field without a value and none", { a: 1, b: undefined }, { a: 1 }],
  [
    "maps filled in another order",
    new Map([
      ["a", 1],
      ["b", 2],
    ]),
    new Map([
      ["b", 2],
      ["a", 1],
    ]),
  ],
  ["sets filled in another order", new Set([1, 2, 3]), new Set([3, 1, 2])],
  ["zero and minus zero", [0], [-0]],
  ["the same object twice and two equal ones", [shared, shared], [{ a: [1, 2] }, { a: [1, 2] }]],
  [
    "a cycle in two places and two equal cycles",
    twice(ring(["a", "b"])),
    [ring(["a", "b"]), { b: ring(["a", "b"]) }],
  ],
  ["cycles of the same shape", ring(["a", "b"]), ring(["a", "b"])],
  ["views on other parts of buffers", new Uint8Array([9, 1, 2]).subarray(1), new Uint8Array([1, 2])],
  ["URLs of the same address", new URL("http://a/b"), new URL("http://a/b")],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["instances of the same fields", new Point(1, 2), new Point(1, 2)],
])("%s have one hash", (_, one, other) => {
  expect(stableHash(one)).toBe(stableHash(other));
});

test.each([
  ["lists in another order", [1, 2], [2, 1]],
  ["a number and its text", 1, "1"],
  ["a number and a bigint", 1, 1n],
  ["texts cut otherwise", ["ab", "c"], ["a", "bc"]],
  ["null and undefined in lists", [null], [undefined]],
  ["a date and its text", new Date(0), new Date(0).toISOString()],
  ["a map and an object", new Map([["a", 1]]), { a: 1 }],
  ["a set and a list", new Set([1]), [1]],
  ["typed arrays of other kinds", new Uint8Array([1]), new Int8Array([1])],
  ["an invalid date and the start of time", new Date(Number.NaN), new Date(0)],
  ["URLs of other addresses", new URL("http://a/b"), new URL("http://a/c")],
  ["cycles of other lengths", ring(["a", "a"]), ring(["a"])],
  ["instances of other classes", new Point(1, 2), { x: 1, y: 2 }],
  ["errors that say something else", new Error("a"), new Error("b")],
  ["patterns of other flags", /a/g, /a/i],
  ["lists that are nested otherwise", [[1], 2], [[1, 2]]],
])("%s have two hashes", (_, one, other) => {
  expect(stableHash(one)).not.toBe(stableHash(other));
});

test("the hash is the same in every process and version", () => {
  const value = {
    when: new Date(0),
    tags: new Set(["b", "a"]),
    rows: new Map([[1, [true, null]]]),
    big: 10n,
  };
  expect(stableHash(value)).toMatchInlineSnapshot(
    `"9bd0874b7980bbdf4033cb1510e0c21eb549444f05130eae1fd3418203760936"`,
  );
});

test("what cannot be hashed is named with its place", () => {
  const rows = [{ name: "a", format: () => "" }];
  expect(() => stableHash({ rows }, "report")).toThrow(
    "report.rows[0].format is a function, which cannot be hashed.",
  );
  expect(() => stableHash(new Map([["k", Symbol("s")]]), "m")).toThrow('m.get("k") is a symbol');
  expect(() => stableHash(Promise.resolve(), "later")).toThrow("later is of the class Promise");
  expect(() => stableHash(new WeakMap(), "weak")).toThrow("weak is of the class WeakMap");
});

test("what is shared many times over is hashed once", () => {
  let value: unknown = ["leaf"];
  for (let depth = 0; depth < 200; depth += 1) value = [value, value];
  expect(stableHash(value)).toHaveLength(64);
});
