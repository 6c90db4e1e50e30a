import type { TableData } from "./parse-table.ts";
import { textOf } from "./table-rows.ts";

/** A table as CSV; cells that a spreadsheet would take for a formula are quoted as text. */
export const toCsv = ({ columns, rows }: TableData): string =>
  [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");

function cell(value: unknown): string {
  const text = textOf(value);
  const plain = typeof value === "string" && /^[=+@\t\r]|^-\D/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
