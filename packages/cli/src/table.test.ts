import { expect, test } from "vitest";
import { type Column, renderTable } from "./table.ts";

type Row = { id: string; name: string; count: number };
const rows: Row[] = [
  { id: "0190aaaa-1111", name: "short", count: 3 },
  { id: "0190bbbb-2222", name: "a name that is rather long", count: 12 },
];
const columns: Column<Row>[] = [
  { title: "ID", value: ({ id }) => id, short: ({ id }) => id.slice(0, 8) },
  { title: "Name", value: ({ name }) => name, narrowest: 8 },
  { title: "Count", value: ({ count }) => String(count), align: "right", dispensable: 1 },
];
const render = (width: number) => renderTable(rows, columns, { width, colors: false });

test("columns are as wide as their widest text", () => {
  expect(render(Number.POSITIVE_INFINITY)).toBe(
    [
      "ID             Name                        Count",
      "0190aaaa-1111  short                           3",
      "0190bbbb-2222  a name that is rather long     12",
    ].join("\n"),
  );
});

test("ids are shortened before anything is cut", () => {
  expect(render(46)).toContain("0190bbbb  a name that is rather long     12");
});

test("the widest texts are cut next", () => {
  expect(render(30)).toBe(
    [
      "ID        Name           Count",
      "0190aaaa  short              3",
      "0190bbbb  a name that…      12",
    ].join("\n"),
  );
});

test("a dispensable column is left out when cutting is not enough", () => {
  expect(render(20)).toBe(["ID        Name", "0190aaaa  short", "0190bbbb  a name th…"].join("\n"));
});

test("a terminal narrower than the least gets the least", () => {
  expect(render(5)).toBe(["ID        Name", "0190aaaa  short", "0190bbbb  a name…"].join("\n"));
});

test("wide characters keep the columns in line", () => {
  const lines = renderTable([{ id: "1", name: "世界 🌍", count: 1 }, rows[0]!], columns, {
    width: 80,
    colors: false,
  });
  expect(lines.split("\n")).toEqual([
    "ID             Name     Count",
    "1              世界 🌍      1",
    "0190aaaa-1111  short        3",
  ]);
});

test("colours do not count as columns", () => {
  const styled: Column<Row>[] = [
    { title: "Name", value: ({ name }) => name, style: () => "green" },
    { title: "Count", value: ({ count }) => String(count) },
  ];
  const [, line] = renderTable(rows.slice(0, 1), styled, { width: 80, colors: true }).split("\n");
  expect(line).toBe("\u001b[32mshort\u001b[39m  3");
});
