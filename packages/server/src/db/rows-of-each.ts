import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/**
 * For `from`: each row of `given` with those of a table, under its name or another, that a condition finds for it. Each
 * is looked up for itself: PostgreSQL, which cannot know how few a span of time finds, would read the whole table.
 */
export function rowsOfEach(
  connection: Connection,
  given: RawBuilder<unknown>,
  { table, alias = table }: { table: string; alias?: string },
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const rows = sql`${sql.table(table)} as ${sql.table(alias)}`;
  if (dialectOf(connection) === "sqlite") return sql`${given} cross join ${rows} on ${condition}`;
  return sql`${given} cross join lateral (select * from ${rows} where ${condition} offset 0) as ${sql.table(alias)}`;
}
