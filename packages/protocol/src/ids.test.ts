import { expect, test } from "vitest";
import { leastIdAt, newId } from "./ids.ts";

const VERSION_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are version 7 UUIDs, all different and in the order they were made in", () => {
  const ids = Array.from({ length: 50_000 }, newId);
  expect(ids.every((id) => VERSION_7.test(id))).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test("an id begins with the millisecond it was made in", () => {
  const before = Date.now();
  const id = newId();
  const made = Number.parseInt(id.slice(0, 13).replace("-", ""), 16);
  expect(made).toBeGreaterThanOrEqual(before);
  expect(id >= leastIdAt(before)).toBe(true);
  expect(id < leastIdAt(made + 1)).toBe(true);
});
