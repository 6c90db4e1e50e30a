import type { StateType, Timestamp } from "@reeve/protocol";
import { type Compilable, type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { indexedBy } from "../db/indexed-by.ts";
import { type JsonRows, jsonTable } from "../db/json-rows.ts";
import { microsecondsOf } from "../db/microseconds.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import { rowsOfEach } from "../db/rows-of-each.ts";
import {
  type Instant,
  integer,
  isRunning,
  lateness,
  latenessSince,
  pastLateness,
  pastRunTime,
  runTime,
  runTimeSince,
  TERMINAL_TYPES,
  UNDERWAY_TYPES,
} from "../db/run-estimates.ts";
import { CLOCKS, type Clock } from "./clocks.ts";
import type { Span } from "./cut-time.ts";
import { changedSums, minuteName } from "./merge-queries.ts";

/** The runs of an interval that are in one state; `interval` counts from 0, times are in seconds. */
export type RunSum = {
  interval: number;
  state_type: StateType | null;
  state_name: string | null;
  count: number;
  run_time: number;
  lateness: number;
};

/** What runs are summed over: those of a clock in a span, by intervals of one length of which the first began at `first`. */
export type SummedTime = Span & {
  readonly clock: Clock;
  readonly first: number;
  readonly microseconds: number;
};

/** Sums up the runs that match, looking at each. */
export async function sumRunRows(
  db: Connection,
  { clock, start, end, first, microseconds }: SummedTime,
  matches: Expression<SqlBool>,
  now: Instant,
): Promise<RunSum[]> {
  const { runs } = clock;
  const time = timeOf(clock);
  const { rows } = await summedUp([
    sql`select ${intervalOf(db, clock, first, microseconds)} as "interval", ${stateOf(runs)}, 1 as count,
        ${runTime(db, runs, now)} as run_time, ${lateness(db, runs, now)} as lateness
      from ${sql.table(runs)} where ${time} >= ${start} and ${time} < ${end} and ${matches}`,
  ]).execute(db);
  return rows;
}

/** What of a time is answered by which sums, and what by the runs themselves, as rows of JSON. */
export type CutTime = { readonly parts: string; readonly edges: string };

/** Sums up runs from the sums that are kept; of `matches` it takes nothing but states. */
export async function sumKeptRuns(
  db: Connection,
  { clock, start, end, first, microseconds }: SummedTime,
  { parts, edges }: CutTime,
  { now, matches }: { now: Instant; matches?: Expression<SqlBool> | undefined },
): Promise<RunSum[]> {
  const values: KeptValues = [parts, edges, start, end, first, microseconds, now.time, now.microseconds];
  if (!matches) return KEPT[clock.clock](db, ...values);
  const { rows } = await keptRuns(db, clock, matches, ...values).execute(db);
  return rows;
}

const ofAll = (clock: Clock) =>
  preparedQuery((db: Connection, ...values: KeptValues) =>
    keptRuns(db, clock, sql<SqlBool>`true`, ...values),
  );

type KeptValues = [
  parts: string,
  edges: string,
  start: Timestamp,
  end: Timestamp,
  first: number,
  microseconds: number,
  now: Timestamp,
  nowMicroseconds: number,
];

const KEPT = {
  1: ofAll(CLOCKS.flowRunsExpected),
  2: ofAll(CLOCKS.flowRunsBegun),
  3: ofAll(CLOCKS.taskRunsExpected),
  4: ofAll(CLOCKS.taskRunsStarted),
};

function keptRuns(
  db: Connection,
  clock: Clock,
  matches: Expression<SqlBool>,
  ...[parts, edges, start, end, first, microseconds, now, nowMicroseconds]: KeptValues
): RawBuilder<RunSum> {
  const time: Time = { start, end, interval: intervalOf(db, clock, first, microseconds) };
  const instant = { time: now, microseconds: nowMicroseconds };
  const lines = summedUp([
    ...keptSums(db, clock, matches),
    edgeRuns(db, clock, jsonTable(db, edges), matches, time.interval),
    ...currentRuns(db, clock, matches, time, instant),
  ]);
  return sql`with ${partsOf(jsonTable(db, parts))} ${lines}`;
}

type Time = { start: Timestamp; end: Timestamp; interval: RawBuilder<number> };

/** A row of JSON as `Part` has it, taken apart once for all sums of it. */
const partsOf = (given: JsonRows) => sql`parts ("interval", minutes, "from", "to") as materialized (
  select ${sql.join([0, 1, 2, 3].map((place) => sql`cast(${given.text(place)} as bigint)`))} from ${given.table})`;

function keptSums(db: Connection, given: Clock, matches: Expression<SqlBool>): RawBuilder<unknown>[] {
  const { runs, clock } = given;
  const table = sql.table(runs);
  const column = (name: string) => sql.ref(`${runs}.${name}`);
  const sums = sql`parts."interval", ${stateOf(runs)}, ${column("count")}, ${column("run_time")}, ${column("lateness")}`;
  const isInPart = (name: string) => sql`${column(name)} >= parts."from" and ${column(name)} < parts."to"`;
  const changes = runs === "flow_runs" ? "flow_run_count_changes" : "task_run_sum_changes";
  return [
    sql`select ${sums} from ${rowsOfEach(
      db,
      sql`parts`,
      { table: "run_sums", alias: runs },
      sql`${column("clock")} = ${sql.lit(clock)} and ${column("minutes")} = parts.minutes and ${isInPart("start")}`,
    )} where ${matches}`,
    sql`select ${sums} from (${changedSums(db, [given], changes)}) as ${table} cross join parts
      where ${isInPart(minuteName(given))} and ${matches}`,
  ];
}

/** The runs of what is less than a minute, as they are summed otherwise. */
function edgeRuns(
  db: Connection,
  clock: Clock,
  given: JsonRows,
  matches: Expression<SqlBool>,
  interval: RawBuilder<number>,
): RawBuilder<unknown> {
  const { runs } = clock;
  const time = timeOf(clock);
  const isSummed =
    runs === "task_runs" ? sql`coalesce(task_runs.state_type, '') in (${TERMINAL_TYPES})` : sql`true`;
  return sql`select ${interval}, ${stateOf(runs)}, 1, ${pastRunTime(runs)}, ${pastLateness(db, runs)}
    from ${rowsOfEach(
      db,
      given.table,
      { table: runs },
      sql`${time} >= ${given.time(0)} and ${time} < ${given.time(1)}`,
    )} where ${isSummed} and ${matches}`;
}

function currentRuns(
  db: Connection,
  clock: Clock,
  matches: Expression<SqlBool>,
  time: Time,
  now: Instant,
): RawBuilder<unknown>[] {
  if (clock.runs === "flow_runs") return currentOfFlowRuns(db, clock, matches, time, now);
  return clock.time === "start_time" ? [] : [taskRunsUnderway(db, clock, matches, time, now)];
}

/** What the sums of flow runs do not have, as it grows: how long those run that are running, and how late those are that have not started. */
function currentOfFlowRuns(
  db: Connection,
  clock: Clock,
  matches: Expression<SqlBool>,
  { start, end, interval }: Time,
  now: Instant,
): RawBuilder<unknown>[] {
  const time = timeOf(clock);
  const state = stateOf("flow_runs");
  // A run that has not started is sorted by when it is expected, as the index of states has it.
  const overdue = (isUnderway: RawBuilder<unknown>) => sql`
    select ${interval}, ${state}, 0, 0, ${latenessSince(db, "flow_runs", now)} from flow_runs
    where ${isUnderway} and flow_runs.start_time is null and flow_runs.expected_start_time < ${now.time}
      and flow_runs.sort_time >= ${start} and flow_runs.sort_time < ${end} and ${matches}`;
  return [
    sql`select ${interval}, ${state}, 0, ${runTimeSince(db, "flow_runs", now)}, 0
      from flow_runs ${indexedBy(db, "flow_runs_by_state_type_sort_time")}
      where ${isRunning("flow_runs", now.time)} and ${time} >= ${start} and ${time} < ${end} and ${matches}`,
    overdue(sql`flow_runs.state_type in (${UNDERWAY_TYPES})`),
    overdue(sql`flow_runs.state_type is null`),
  ];
}

/** The task runs that are in no sum, as they are not over. */
const taskRunsUnderway = (
  db: Connection,
  clock: Clock,
  matches: Expression<SqlBool>,
  { start, end, interval }: Time,
  now: Instant,
): RawBuilder<unknown> =>
  sql`select ${interval}, ${stateOf("task_runs")}, 1, ${runTime(db, "task_runs", now)}, ${lateness(db, "task_runs", now)}
    from task_runs where task_runs.state_type in (${UNDERWAY_TYPES})
      and ${timeOf(clock)} >= ${start} and ${timeOf(clock)} < ${end} and ${matches}`;

const summedUp = (lines: readonly RawBuilder<unknown>[]): RawBuilder<RunSum> & Compilable<RunSum> =>
  sql<RunSum>`select "interval", state_type, state_name, cast(sum(count) as integer) as count,
      cast(sum(run_time) as double precision) / 1000000 as run_time,
      cast(sum(lateness) as double precision) / 1000000 as lateness
    from (${sql.join(lines, sql` union all `)}) as lines
    group by "interval", state_type, state_name having sum(count) <> 0
    order by "interval", state_type, state_name` as RawBuilder<RunSum> & Compilable<RunSum>;

const timeOf = ({ runs, time }: Clock) => sql.ref(`${runs}.${time}`);

const stateOf = (runs: Clock["runs"]) =>
  sql`${sql.ref(`${runs}.state_type`)}, ${sql.ref(`${runs}.state_name`)}`;

const intervalOf = (
  db: Connection,
  { runs, time }: Clock,
  first: number,
  microseconds: number,
): RawBuilder<number> =>
  sql`(${microsecondsOf(db, `${runs}.${time}`)} - ${integer(first)}) / ${integer(microseconds)}`;
