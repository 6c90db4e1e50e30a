import { expect, test } from "vitest";
import { ROW_HEIGHT, rowAt, rowsInSight, scrollTopFor } from "./row-geometry.ts";

test("only the rows in sight are drawn, one more on each side", () => {
  expect(rowsInSight(100 * ROW_HEIGHT, 10 * ROW_HEIGHT, 10_000)).toEqual({ first: 99, last: 111 });
  expect(rowsInSight(0, 500, 3)).toEqual({ first: 0, last: 2 });
});

test("a height names its row, and none below the last", () => {
  expect(rowAt(ROW_HEIGHT * 2 + 1, 3)).toBe(2);
  expect(rowAt(ROW_HEIGHT * 3, 3)).toBe(-1);
});

test("scrolling to a row moves no further than it must", () => {
  expect(scrollTopFor(5, 0, ROW_HEIGHT * 10)).toBe(0);
  expect(scrollTopFor(12, 0, ROW_HEIGHT * 10)).toBe(ROW_HEIGHT * 3);
  expect(scrollTopFor(2, ROW_HEIGHT * 5, ROW_HEIGHT * 10)).toBe(ROW_HEIGHT * 2);
});
