import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** A time column as microseconds since 1970, for arithmetic that must not lose any of them. */
export function microsecondsOf(connection: Connection, column: string): RawBuilder<number> {
  const reference = sql.ref(column);
  if (dialectOf(connection) === "postgres") return sql`(extract(epoch from ${reference}) * 1000000)::bigint`;
  // SQLite's own functions keep milliseconds at most.
  return sql`(cast(strftime('%s', substr(${reference}, 1, 19)) as integer) * 1000000
    + cast(substr(${reference}, 21, 6) as integer))`;
}
