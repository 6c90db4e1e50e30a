import { describe, expect, test } from "vitest";
import {
  columnWords,
  extraColumns,
  isNarrowed,
  parseRunListSearch,
  withoutFilters,
} from "./run-list-search.ts";

describe("the run list's address", () => {
  test("is read whole", () => {
    const raw = {
      view: "problems",
      q: "etl",
      state: ["failed", "late"],
      tag: "prod",
      from: "2d",
      sort: "name",
    };
    expect(parseRunListSearch(raw)).toEqual({
      search: {
        view: "problems",
        q: "etl",
        state: ["failed", "late"],
        tag: ["prod"],
        from: "2d",
        sort: "name",
      },
      faults: [],
    });
  });

  test("leaves out what makes no sense, and says so", () => {
    const { search, faults } = parseRunListSearch({
      view: "best",
      state: "borked",
      from: "soon",
      sort: "-start",
    });
    expect(search).toEqual({});
    expect(faults).toHaveLength(3);
    expect(faults).toContain('"borked" is no state; try failed, running or late.');
    expect(faults).toContain('"best" is no view; it can be all, problems, running, upcoming.');
    expect(faults).toContain('"soon" is no time; write 2d, 12h, 30m or 2026-11-22.');
  });

  test("reads a name that looks like a number as text", () => {
    expect(parseRunListSearch({ q: 42 }).search).toEqual({ q: "42" });
  });

  test("lets a flow with a star stand alone", () => {
    const { search, faults } = parseRunListSearch({ flow: ["a", "etl*"] });
    expect(search.flow).toEqual(["etl*"]);
    expect(faults).toHaveLength(1);
  });

  test("names the columns to show beside the others, in their own order", () => {
    const { search } = parseRunListSearch({ cols: ["parameters", "none such", "pool"] });
    expect(search.cols).toEqual(["pool", "parameters"]);
    expect(parseRunListSearch({ cols: "none such" }).search).toEqual({});
    expect(withoutFilters({ ...search, tag: ["prod"], view: "problems" })).toEqual({
      view: "problems",
      cols: ["pool", "parameters"],
    });
  });

  test("does not count view, order and columns as narrowing", () => {
    expect(isNarrowed({ view: "running", sort: "name", cols: ["pool"] })).toBe(false);
    expect(isNarrowed({ tag: ["prod"] })).toBe(true);
  });

  test("names columns where the window does not show just these unasked", () => {
    expect(extraColumns({}, false)).toEqual([]);
    expect(extraColumns({}, true)).toEqual(["log"]);
    expect(columnWords([], false)).toBeUndefined();
    expect(columnWords(["log"], true)).toBeUndefined();
    expect(columnWords(["log", "pool"], true)).toEqual(["log", "pool"]);
    const { search } = parseRunListSearch({ cols: columnWords([], true) });
    expect(extraColumns(search, true)).toEqual([]);
    expect(extraColumns(parseRunListSearch({ cols: "log" }).search, false)).toEqual(["log"]);
  });
});
