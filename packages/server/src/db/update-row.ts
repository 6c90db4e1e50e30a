import type { DialectName } from "./column-types.ts";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { executeText } from "./execute-text.ts";
import { orFail } from "./or-fail.ts";
import type { Schema } from "./schema.ts";

const texts = new Map<string, string>();

/** Changes columns of the row with this id, in texts that repeat; false when there is no such row. */
export async function updateRow<T extends keyof Schema & string>(
  connection: Connection,
  table: T,
  id: string,
  changes: { readonly [C in keyof Schema[T]]?: unknown },
): Promise<boolean> {
  const columns = Object.keys(changes);
  const text = updateText(dialectOf(connection), table, columns);
  const { numAffectedRows } = await executeText(connection, text, [...Object.values(changes), id]);
  return (numAffectedRows ?? 0n) > 0n;
}

function updateText(dialect: DialectName, table: string, columns: readonly string[]): string {
  const key = `${dialect} ${table} ${columns}`;
  let text = texts.get(key);
  if (text === undefined) {
    const place = (index: number) => (dialect === "sqlite" ? "?" : `$${index + 1}`);
    const assignments = columns.map((column, index) => `"${column}" = ${place(index)}`);
    text = `update ${orFail(dialect)} "${table}" set ${assignments.join(", ")} where "id" = ${place(columns.length)}`;
    texts.set(key, text);
  }
  return text;
}
