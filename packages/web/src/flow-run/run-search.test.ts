import { expect, test } from "vitest";
import { levelsOf, parseRunSearch } from "./run-search.ts";

test("a value that makes no sense is as good as absent", () => {
  expect(parseRunSearch({ tab: "nonsense", t0: "x", t1: 5, sort: "color", view: 3 })).toEqual({});
});

test("a stretch of time needs both its ends", () => {
  expect(parseRunSearch({ t0: "10", t1: 20.5 })).toEqual({ t0: 10, t1: 20.5 });
  expect(parseRunSearch({ t0: 30, t1: 20 })).toEqual({});
});

test("names of the reference's tabs are understood", () => {
  expect(parseRunSearch({ tab: "task-runs" })).toEqual({ tab: "tasks" });
});

test("levels are read from a list", () => {
  expect([...levelsOf({ level: "error,warning,loud" })]).toEqual(["warning", "error"]);
});
