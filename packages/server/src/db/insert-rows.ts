import { CompiledQuery } from "kysely";
import type { DialectName } from "./column-types.ts";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import type { Schema } from "./schema.ts";

// SQLite binds at most 32,766 values to a statement; fifty rows of our widest table are far below it,
// and a larger chunk is no faster.
const LARGEST_CHUNK = 50;

const texts = new Map<string, string>();

/**
 * Inserts rows many to a statement, in texts that repeat so that the database compiles them once.
 * `suffix` is what follows the values, e.g. `on conflict (id) do nothing`.
 */
export async function insertRows<T extends keyof Schema & string>(
  connection: Connection,
  table: T,
  columns: readonly (keyof Schema[T] & string)[],
  rows: readonly (readonly unknown[])[],
  suffix = "",
): Promise<void> {
  const dialect = dialectOf(connection);
  for (let start = 0; start < rows.length; ) {
    const size = chunkSize(rows.length - start);
    const chunk = rows.slice(start, start + size);
    const text = insertText(dialect, table, columns, size, suffix);
    await connection.executeQuery(CompiledQuery.raw(text, chunk.flat()));
    start += size;
  }
}

/** Inserts one row. */
export const insertRow = <T extends keyof Schema & string>(
  connection: Connection,
  table: T,
  row: { readonly [C in keyof Schema[T]]: unknown },
): Promise<void> =>
  insertRows(connection, table, Object.keys(row) as (keyof Schema[T] & string)[], [Object.values(row)]);

// Powers of two keep the number of different texts small whatever the sizes of the batches.
function chunkSize(remaining: number): number {
  return remaining >= LARGEST_CHUNK ? LARGEST_CHUNK : 2 ** Math.floor(Math.log2(remaining));
}

function insertText(
  dialect: DialectName,
  table: string,
  columns: readonly string[],
  rows: number,
  suffix: string,
): string {
  const key = `${dialect} ${table} ${rows} ${columns} ${suffix}`;
  let text = texts.get(key);
  if (text === undefined) {
    const width = columns.length;
    const tuples = Array.from({ length: rows }, (_, row) => {
      const places = columns.map((_, column) =>
        dialect === "sqlite" ? "?" : `$${row * width + column + 1}`,
      );
      return `(${places.join(", ")})`;
    });
    const names = columns.map((column) => `"${column}"`).join(", ");
    text = `insert into "${table}" (${names}) values ${tuples.join(", ")} ${suffix}`.trim();
    texts.set(key, text);
  }
  return text;
}
