import { type Column, renderTable } from "./table.ts";
import { describeTerminal, displayWidth, paint, type Style, type Terminal } from "./terminal.ts";

/** The terminal that standard output is. */
export const terminal: Terminal = describeTerminal(process.stdout, process.env);

/** Writes a line to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a value to standard output as JSON. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** Writes rows as a table, or a sentence when there are none. */
export function printTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  whenEmpty: string,
): void {
  print(rows.length === 0 ? whenEmpty : renderTable(rows, columns, terminal));
}

/** Writes names and values below one another, the values aligned; a value of several lines stays aligned. */
export function printFields(
  fields: readonly (readonly [name: string, value: string, style?: Style])[],
): void {
  const width = Math.max(...fields.map(([name]) => displayWidth(name)));
  for (const [name, value, style] of fields) {
    const [first = "", ...rest] = value.split("\n");
    print(`${paint(terminal, "dim", name.padEnd(width))}  ${paint(terminal, style, first)}`);
    for (const line of rest) print(`${" ".repeat(width)}  ${paint(terminal, style, line)}`);
  }
}

/** Writes a remark for whoever looks at the terminal; a pipe or file does not get it. */
export function remark(line: string): void {
  if (process.stdout.isTTY) print(paint(terminal, "dim", line));
}

/** Writes a line to standard error. */
export function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}
