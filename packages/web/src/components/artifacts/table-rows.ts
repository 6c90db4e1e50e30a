import type { TableData } from "./parse-table.ts";

export type Sorting = { column: number; isDescending: boolean };

/** The rows that have the text sought in any cell, in the order asked for. */
export function sortedRows(
  rows: readonly unknown[][],
  sought: string,
  sorting: Sorting | undefined,
): readonly unknown[][] {
  const needle = sought.trim().toLowerCase();
  const found = needle
    ? rows.filter((row) => row.some((value) => textOf(value).toLowerCase().includes(needle)))
    : rows;
  if (!sorting) return found;
  const sign = sorting.isDescending ? -1 : 1;
  return found.toSorted((a, b) => sign * compare(a[sorting.column], b[sorting.column]));
}

/** A value of a cell in words. */
export const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

// What is wider is cut off.
const MOST_CHARACTERS = 44;
const PADDING_CHARACTERS = 4;

/** How many characters wide each column is to be for its longest value. */
export const columnWidths = ({ columns, rows }: TableData): number[] =>
  columns.map((column, at) => {
    let most = column.length;
    for (const row of rows) most = Math.max(most, textOf(row[at]).length);
    return Math.min(most, MOST_CHARACTERS) + PADDING_CHARACTERS;
  });

const collator = new Intl.Collator("en", { numeric: true });

const compare = (a: unknown, b: unknown): number =>
  typeof a === "number" && typeof b === "number" ? a - b : collator.compare(textOf(a), textOf(b));
