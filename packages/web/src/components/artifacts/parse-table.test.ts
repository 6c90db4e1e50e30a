import { describe, expect, test } from "vitest";
import { artifactKind } from "./artifact-kind.ts";
import { parseTable } from "./parse-table.ts";
import { columnWidths, sortedRows } from "./table-rows.ts";
import { toCsv } from "./to-csv.ts";

describe("the table of an artifact", () => {
  test.each([
    [
      "a list of objects",
      [
        { a: 1, b: 2 },
        { a: 3, c: 4 },
      ],
      ["a", "b", "c"],
      [
        [1, 2, undefined],
        [3, undefined, 4],
      ],
    ],
    [
      "an object of lists",
      { a: [1, 2], b: [3] },
      ["a", "b"],
      [
        [1, 3],
        [2, undefined],
      ],
    ],
    [
      "a list of lists",
      [
        [1, 2],
        [3, 4],
      ],
      ["1", "2"],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["JSON in a text", '[{"a": 1}]', ["a"], [[1]]],
  ])("is read from %s", (_, data, columns, rows) => {
    expect(parseTable(data)).toEqual({ columns, rows });
  });

  test("is none where the data are something else", () => {
    for (const data of ["no JSON", 5, null, { a: 1 }, [1, 2]]) expect(parseTable(data)).toBeUndefined();
  });

  test("is searched in every cell, and sorted by numbers as numbers", () => {
    const rows = [
      ["b", 10],
      ["a", 9],
      ["c10", 2],
    ];
    expect(sortedRows(rows, "10", undefined)).toEqual([
      ["b", 10],
      ["c10", 2],
    ]);
    expect(sortedRows(rows, "", { column: 1, isDescending: false }).map((row) => row[1])).toEqual([2, 9, 10]);
  });

  test("has columns as wide as their longest value, up to a limit", () => {
    const rows = [
      ["a", null],
      ["x".repeat(999), 12_345],
    ];
    expect(columnWidths({ columns: ["name", "b"], rows })).toEqual([48, 9]);
  });

  test("is taken along as CSV that no spreadsheet runs", () => {
    const table = {
      columns: ["a", "b"],
      rows: [
        ["x, y", 'say "hi"'],
        ["=1+1", -5],
      ],
    };
    expect(toCsv(table)).toBe('a,b\r\n"x, y","say ""hi"""\r\n\'=1+1,-5');
  });
});

test("a Markdown artifact that is nothing but a link is a link", () => {
  expect(artifactKind({ type: "markdown", data: "[Report](https://example.com)" })).toBe("link");
  expect(artifactKind({ type: "markdown", data: "See [Report](https://example.com)" })).toBe("markdown");
  expect(artifactKind({ type: "unheard-of", data: "" })).toBeUndefined();
});
