import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** A time column as microseconds since 1970, for arithmetic that must not lose any of them: SQLite's own functions keep milliseconds. */
export function microsecondsOf(connection: Connection, column: string): RawBuilder<number> {
  const time = sql.ref(column);
  return dialectOf(connection) === "sqlite"
    ? sql<number>`(unixepoch(substr(${time}, 1, 19)) * 1000000 + cast(substr(${time}, 21, 6) as integer))`
    : sql<number>`(extract(epoch from ${time}) * 1000000)::bigint`;
}
