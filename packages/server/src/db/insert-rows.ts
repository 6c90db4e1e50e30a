import type { DialectName } from "./column-types.ts";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { executeText } from "./execute-text.ts";
import { orFail } from "./or-fail.ts";
import type { Schema } from "./schema.ts";

// SQLite binds at most 32,766 values to a statement; fifty rows of our widest table are far below it,
// and a larger chunk is no faster.
const LARGEST_CHUNK = 50;

/** The texts that insert one row, two rows and so on, for one list of columns and what follows the values. */
type Texts = Readonly<Record<DialectName, string[]>>;

const textsOf = new WeakMap<readonly string[], Map<string, Texts>>();
const columnsOf = new Map<string, readonly string[]>();

/**
 * Inserts rows many to a statement, in texts that repeat so that the database compiles them once; they are remembered
 * by the list of columns. `suffix` is what follows the values, e.g. `on conflict (id) do nothing`.
 */
export async function insertRows<T extends keyof Schema & string>(
  connection: Connection,
  table: T,
  columns: readonly (keyof Schema[T] & string)[],
  rows: readonly (readonly unknown[])[],
  suffix = "",
): Promise<void> {
  const dialect = dialectOf(connection);
  const texts = rememberedTexts(columns, suffix)[dialect];
  for (let start = 0; start < rows.length; ) {
    const size = chunkSize(rows.length - start);
    texts[size] ??= insertText(dialect, table, columns, size, suffix);
    const values: readonly unknown[] = size === 1 ? rows[start]! : rows.slice(start, start + size).flat();
    await executeText(connection, texts[size], values);
    start += size;
  }
}

/** Inserts one row, which has a value for each column. */
export const insertRow = <T extends keyof Schema & string>(
  connection: Connection,
  table: T,
  row: { readonly [C in keyof Schema[T]]: unknown },
): Promise<void> => {
  let columns = columnsOf.get(table) as (keyof Schema[T] & string)[] | undefined;
  if (!columns) {
    columns = Object.keys(row) as (keyof Schema[T] & string)[];
    columnsOf.set(table, columns);
  }
  return insertRows(connection, table, columns, [columns.map((column) => row[column])]);
};

// Powers of two keep the number of different texts small whatever the sizes of the batches.
function chunkSize(remaining: number): number {
  return remaining >= LARGEST_CHUNK ? LARGEST_CHUNK : 2 ** Math.floor(Math.log2(remaining));
}

function rememberedTexts(columns: readonly string[], suffix: string): Texts {
  let bySuffix = textsOf.get(columns);
  if (!bySuffix) {
    bySuffix = new Map();
    textsOf.set(columns, bySuffix);
  }
  let texts = bySuffix.get(suffix);
  if (!texts) {
    texts = { sqlite: [], postgres: [] };
    bySuffix.set(suffix, texts);
  }
  return texts;
}

function insertText(
  dialect: DialectName,
  table: string,
  columns: readonly string[],
  rows: number,
  suffix: string,
): string {
  const width = columns.length;
  const tuples = Array.from({ length: rows }, (_, row) => {
    const places = columns.map((_, column) => (dialect === "sqlite" ? "?" : `$${row * width + column + 1}`));
    return `(${places.join(", ")})`;
  });
  const names = columns.map((column) => `"${column}"`).join(", ");
  return `insert ${orFail(dialect)} into "${table}" (${names}) values ${tuples.join(", ")} ${suffix}`.trim();
}
