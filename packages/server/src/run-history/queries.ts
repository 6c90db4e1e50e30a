import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { type Instant, lateness } from "../db/run-estimates.ts";

/** How late the flow runs that match are on average, in seconds; null when there are none. */
export async function averageLateness(
  db: Connection,
  matches: Expression<SqlBool>,
  now: Instant,
): Promise<number | null> {
  const average = sql<
    number | null
  >`cast(avg(${lateness(db, "flow_runs", now)}) as double precision) / 1000000`;
  const row = await db
    .selectFrom("flow_runs")
    .select(average.as("average"))
    .where(matches)
    .executeTakeFirstOrThrow();
  return row.average;
}
