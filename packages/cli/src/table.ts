import { displayWidth, paint, type Style, singleLine, type Terminal, truncate } from "./terminal.ts";

export type Column<Row> = {
  readonly title: string;
  readonly value: (row: Row) => string;
  readonly style?: (row: Row) => Style | undefined;
  readonly align?: "right";
  /** A shorter spelling that still identifies, taken for all rows when space is short. */
  readonly short?: (row: Row) => string;
  /** How narrow the column may become by cutting its texts; it is never cut when left out. */
  readonly narrowest?: number;
  /** Left out altogether when space is short even so; the highest number goes first. */
  readonly dispensable?: number;
};

const GAP = "  ";

/** The rows as lines of aligned columns that fit the terminal: shortened first, then cut, then left out. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  terminal: Terminal,
): string {
  const laidOut = fit(
    columns.map((column) => layOut(column, rows)),
    terminal.width,
  );
  const lines = [laidOut.map((one) => paint(terminal, "bold", pad(one.column.title, one))).join(GAP)];
  rows.forEach((row, index) => {
    const cells = laidOut.map((one) => {
      const style = one.column.style?.(row);
      return paint(terminal, style, pad(truncate(one.cells[index]!, one.width), one));
    });
    lines.push(cells.join(GAP));
  });
  return lines.map((line) => line.trimEnd()).join("\n");
}

type LaidOut<Row> = {
  column: Column<Row>;
  cells: readonly string[];
  shortCells: readonly string[] | undefined;
  width: number;
};

function layOut<Row>(column: Column<Row>, rows: readonly Row[]): LaidOut<Row> {
  const cells = rows.map((row) => singleLine(column.value(row)));
  const shortCells = column.short && rows.map((row) => singleLine(column.short!(row)));
  return { column, cells, shortCells, width: widest(column.title, cells) };
}

const widest = (title: string, cells: readonly string[]): number =>
  cells.reduce((width, cell) => Math.max(width, displayWidth(cell)), displayWidth(title));

function fit<Row>(all: LaidOut<Row>[], available: number): LaidOut<Row>[] {
  let shown = all;
  let excess = totalWidth(shown) - available;
  if (excess <= 0) return shown;
  shown = shown.map((one) =>
    one.shortCells ? { ...one, cells: one.shortCells, width: widest(one.column.title, one.shortCells) } : one,
  );
  for (;;) {
    excess = totalWidth(shown) - available;
    const slack = shown.reduce((sum, one) => sum + Math.max(0, one.width - narrowest(one)), 0);
    const dispensable = shown
      .filter((one) => one.column.dispensable !== undefined)
      .sort((a, b) => b.column.dispensable! - a.column.dispensable!)[0];
    if (excess <= slack || dispensable === undefined) break;
    shown = shown.filter((one) => one !== dispensable);
  }
  return cut(shown, excess);
}

/** Takes columns from the widest cell texts first, so that short ones stay whole. */
function cut<Row>(shown: LaidOut<Row>[], excess: number): LaidOut<Row>[] {
  const widths = shown.map((one) => one.width);
  for (let left = excess; left > 0; left -= 1) {
    let target = -1;
    shown.forEach((one, index) => {
      if (widths[index]! <= narrowest(one)) return;
      if (target < 0 || widths[index]! > widths[target]!) target = index;
    });
    if (target < 0) break;
    widths[target]! -= 1;
  }
  return shown.map((one, index) => ({ ...one, width: widths[index]! }));
}

const narrowest = <Row>(one: LaidOut<Row>): number =>
  one.column.narrowest === undefined
    ? one.width
    : Math.max(one.column.narrowest, displayWidth(one.column.title));

const totalWidth = <Row>(shown: readonly LaidOut<Row>[]): number =>
  shown.reduce((sum, one) => sum + one.width, GAP.length * Math.max(0, shown.length - 1));

function pad<Row>(text: string, { width, column }: LaidOut<Row>): string {
  const filler = " ".repeat(Math.max(0, width - displayWidth(text)));
  return column.align === "right" ? filler + text : text + filler;
}
