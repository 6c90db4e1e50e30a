import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";
import { UNREADABLE } from "./readable-json.ts";

/** A field of a column that holds JSON as JSON.stringify writes it, as text. */
export function jsonField(connection: Connection, column: string, key: string): RawBuilder<string | null> {
  const reference = sql.ref(column);
  const json =
    dialectOf(connection) === "sqlite"
      ? reference
      : sql`regexp_replace(${reference}, ${sql.lit(UNREADABLE)}, '\\1', 'g')::json`;
  return sql<string | null>`(${json} ->> ${sql.lit(key)})`;
}
