import { expect, test } from "vitest";
import { pinnedFirst } from "./pinned-first.ts";

test("pinned rows come first, and none changes its place among its own", () => {
  const rows = ["a", "b", "c", "d"].map((id) => ({ id }));
  const idOf = ({ id }: { id: string }) => id;
  const first = pinnedFirst(rows, new Set(["d", "b", "gone"]), idOf);
  expect(first.map(({ id }) => id)).toEqual(["b", "d", "a", "c"]);
  expect(pinnedFirst(rows, new Set(), idOf)).toBe(rows);
});
