import { expect, test } from "vitest";
import { nextMenuItem } from "./next-menu-item.ts";

const labels = ["Cancelled", "Completed", "Crashed", "Failed"];

test.each([
  ["ArrowDown", -1, 0],
  ["ArrowDown", 3, 0],
  ["ArrowUp", 0, 3],
  ["ArrowUp", -1, 3],
  ["Home", 2, 0],
  ["End", 0, 3],
])("%s leads from %d to %d", (key, from, to) => {
  expect(nextMenuItem(labels, from, key)).toBe(to);
});

test("a letter leads to the next item that begins with it, and around", () => {
  expect(nextMenuItem(labels, -1, "c")).toBe(0);
  expect(nextMenuItem(labels, 0, "c")).toBe(1);
  expect(nextMenuItem(labels, 2, "C")).toBe(0);
  expect(nextMenuItem(labels, 0, "x")).toBeUndefined();
});

test("other keys lead nowhere", () => {
  expect(nextMenuItem(labels, 0, "Enter")).toBeUndefined();
  expect(nextMenuItem([], -1, "ArrowDown")).toBeUndefined();
});
