import { isTerminal, STATE_TYPES, type StateType, type Timestamp, toMicroseconds } from "@reeve/protocol";
import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { microsecondsOf } from "../db/microseconds.ts";

/** A stretch of time, which has its beginning and not its end, cut into intervals of one length. */
export type Intervals = { start: Timestamp; end: Timestamp; seconds: number };

/** The runs of an interval that are in one state; `interval` counts from 0. */
export type HistoryRow = {
  interval: number;
  state_type: StateType;
  state_name: string | null;
  count: number;
  run_time: number;
  lateness: number;
};

type Runs = "flow_runs" | "task_runs";

/** Counts the runs that match by the interval they are expected to start in and by their state, in one pass. */
export async function countRunsByInterval(
  db: Connection,
  runs: Runs,
  matches: Expression<SqlBool>,
  { start, end, seconds }: Intervals,
  now: Timestamp,
): Promise<HistoryRow[]> {
  const expected = sql.ref(`${runs}.expected_start_time`);
  const sinceStart = sql`${microsecondsOf(db, `${runs}.expected_start_time`)} - ${integer(toMicroseconds(start))}`;
  const { rows } = await sql<HistoryRow>`
    select "interval", state_type, state_name, count(*) as count,
      cast(sum(run_time) as double precision) as run_time, cast(sum(lateness) as double precision) as lateness
    from (
      select (${sinceStart}) / ${integer(Math.round(seconds * 1_000_000))} as "interval",
        ${sql.table(runs)}.state_type, ${sql.table(runs)}.state_name,
        ${runTime(db, runs, now)} as run_time, ${lateness(db, runs, now)} as lateness
      from ${sql.table(runs)}
      where ${expected} >= ${start} and ${expected} < ${end} and ${sql.table(runs)}.state_type is not null
        and ${matches}
    ) as placed
    group by "interval", state_type, state_name
    order by "interval", state_type, state_name`.execute(db);
  return rows;
}

/** How late the flow runs that match are on average, in seconds; null when there are none. */
export async function averageLateness(
  db: Connection,
  matches: Expression<SqlBool>,
  now: Timestamp,
): Promise<number | null> {
  const { average } = await db
    .selectFrom("flow_runs")
    .select(
      sql<number | null>`cast(avg(${lateness(db, "flow_runs", now)}) as double precision)`.as("average"),
    )
    .where(matches)
    .executeTakeFirstOrThrow();
  return average;
}

/** The seconds a run has been running, as `estimateRunTime` works them out. */
function runTime(db: Connection, runs: Runs, now: Timestamp): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${runs}.${name}`);
  const since = microsecondsOf(db, `${runs}.state_timestamp`);
  return sql`${column("total_run_time")} + case
    when ${column("state_type")} = 'RUNNING' and ${column("state_timestamp")} < ${now}
    then (${integer(toMicroseconds(now))} - ${since}) / ${MICROSECONDS} else 0 end`;
}

/** The seconds a run is late, as `estimateStartTimeDelta` works them out. */
function lateness(db: Connection, runs: Runs, now: Timestamp): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${runs}.${name}`);
  const [expected, started] = [column("expected_start_time"), column("start_time")];
  const expectedAt = microsecondsOf(db, `${runs}.expected_start_time`);
  return sql`case
    when ${started} > ${expected} then (${microsecondsOf(db, `${runs}.start_time`)} - ${expectedAt}) / ${MICROSECONDS}
    when ${started} is null and ${expected} < ${now} and coalesce(${column("state_type")}, '') not in (${TERMINAL_TYPES})
    then (${integer(toMicroseconds(now))} - ${expectedAt}) / ${MICROSECONDS}
    else 0 end`;
}

const MICROSECONDS = sql.raw("1000000.0");
const TERMINAL_TYPES = sql.join(STATE_TYPES.filter(isTerminal).map((type) => sql.lit(type)));

/** Drivers bind numbers as doubles. */
const integer = (value: number): RawBuilder<number> => sql`cast(${value} as bigint)`;
