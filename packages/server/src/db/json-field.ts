import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

// Escapes of what PostgreSQL cannot make text of: it refuses to read any field of JSON that has one in any other.
// An escape is one behind an even number of backslashes.
const UNREADABLE = String.raw`(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})`;

/** A field of a column that holds JSON as JSON.stringify writes it, as text. */
export function jsonField(connection: Connection, column: string, key: string): RawBuilder<string | null> {
  const reference = sql.ref(column);
  const json =
    dialectOf(connection) === "sqlite"
      ? reference
      : sql`regexp_replace(${reference}, ${sql.lit(UNREADABLE)}, '\\1', 'g')::json`;
  return sql<string | null>`(${json} ->> ${sql.lit(key)})`;
}
