import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** A field of a column that holds JSON, as text. */
export function jsonField(connection: Connection, column: string, key: string): RawBuilder<string | null> {
  const reference = sql.ref(column);
  const json = dialectOf(connection) === "sqlite" ? reference : sql`${reference}::json`;
  return sql<string | null>`(${json} ->> ${sql.lit(key)})`;
}
