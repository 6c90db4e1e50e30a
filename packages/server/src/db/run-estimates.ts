import { isTerminal, STATE_TYPES, type Timestamp, toMicroseconds } from "@reeve/protocol";
import { type RawBuilder, sql } from "kysely";
import type { Connection } from "./database.ts";
import { microsecondsOf } from "./microseconds.ts";

type Runs = "flow_runs" | "task_runs";

/** A time, and the same in microseconds. */
export type Instant = { readonly time: Timestamp; readonly microseconds: number };

export const instantOf = (time: Timestamp): Instant => ({ time, microseconds: toMicroseconds(time) });

const listOf = (types: readonly string[]) => sql.join(types.map((type) => sql.lit(type)));

/** The types of states in which a run is over, and the others, as SQL. */
export const TERMINAL_TYPES = listOf(STATE_TYPES.filter(isTerminal));
export const UNDERWAY_TYPES = listOf(STATE_TYPES.filter((type) => !isTerminal(type)));

/** The microseconds a run has been running by the end of its last state. */
export const pastRunTime = (runs: Runs): RawBuilder<number> =>
  sql`round(${sql.ref(`${runs}.total_run_time`)} * 1000000)`;

/** The microseconds a run that has started was late; those of a run without a start are not known to be any. */
export function pastLateness(db: Connection, runs: Runs): RawBuilder<number> {
  const [expected, started] = [`${runs}.expected_start_time`, `${runs}.start_time`];
  return sql`case when ${sql.ref(started)} > ${sql.ref(expected)}
    then ${microsecondsOf(db, started)} - ${microsecondsOf(db, expected)} else 0 end`;
}

/** Of a run that is running, where its state began before now. */
export const isRunning = (runs: Runs, now: Timestamp): RawBuilder<boolean> =>
  sql`${sql.ref(`${runs}.state_type`)} = 'RUNNING' and ${sql.ref(`${runs}.state_timestamp`)} < ${now}`;

/** How many microseconds a run has been running since its state began. */
export const runTimeSince = (db: Connection, runs: Runs, now: Instant): RawBuilder<number> =>
  sql`${integer(now.microseconds)} - ${microsecondsOf(db, `${runs}.state_timestamp`)}`;

/** How many microseconds a run that was to start by now and has not is late. */
export const latenessSince = (db: Connection, runs: Runs, now: Instant): RawBuilder<number> =>
  sql`${integer(now.microseconds)} - ${microsecondsOf(db, `${runs}.expected_start_time`)}`;

/** The microseconds a run has been running, as `estimateRunTime` works them out. */
export const runTime = (db: Connection, runs: Runs, now: Instant): RawBuilder<number> =>
  sql`${pastRunTime(runs)} + case when ${isRunning(runs, now.time)} then ${runTimeSince(db, runs, now)} else 0 end`;

/** The microseconds a run is late, as `estimateStartTimeDelta` works them out. */
export function lateness(db: Connection, runs: Runs, now: Instant): RawBuilder<number> {
  const column = (name: string) => sql.ref(`${runs}.${name}`);
  return sql`case when ${column("start_time")} is not null then ${pastLateness(db, runs)}
    when ${column("expected_start_time")} < ${now.time} and coalesce(${column("state_type")}, '') not in (${TERMINAL_TYPES})
    then ${latenessSince(db, runs, now)} else 0 end`;
}

/** Drivers bind numbers as doubles. */
export const integer = (value: number): RawBuilder<number> => sql`cast(${value} as bigint)`;
