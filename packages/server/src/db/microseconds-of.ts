import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** A column's time as microseconds since 1970, exact to the last. */
export function microsecondsOf(connection: Connection, column: string): RawBuilder<number> {
  const time = sql.ref(column);
  return dialectOf(connection) === "sqlite"
    ? sql<number>`(unixepoch(substr(${time}, 1, 19)) * 1000000 + cast(substr(${time}, 21, 6) as integer))`
    : sql<number>`(extract(epoch from ${time}) * 1000000)::bigint`;
}
