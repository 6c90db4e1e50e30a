import { type RawBuilder, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import { microsecondsOf } from "../db/microseconds.ts";
import { pastLateness, pastRunTime } from "../db/run-estimates.ts";
import type { FlowRunCountsTable } from "../db/schema/flow-run-counts.ts";
import { CLOCKS, type Clock } from "./clocks.ts";

const COUNTED: readonly (keyof FlowRunCountsTable)[] = [
  "flow_id",
  "deployment_id",
  "work_queue_id",
  "parent_task_run_id",
  "state_type",
  "state_name",
];

// What they are counted by where they are counted by their tags.
const COUNTED_BY_TAGS = ["tags", "parent_task_run_id", "state_type", "state_name"] as const;

/** Adds the changes written down so far to the counts and sums that are kept. */
export async function mergeRunCountChanges(db: Connection): Promise<void> {
  const { flowRunsExpected, flowRunsBegun, taskRunsExpected, taskRunsStarted } = CLOCKS;
  const ofFlowRuns = (changes: string) => [
    addToCounts(db, "flow_run_counts", COUNTED, changes),
    // Changes from before runs were counted by their tags are in these counts.
    addToCounts(db, "flow_run_tag_counts", COUNTED_BY_TAGS, changes, sql`tags is not null`),
    addToSums(db, changes, [flowRunsExpected, flowRunsBegun]),
  ];
  const ofTaskRuns = (changes: string) => [
    addToCounts(db, "task_run_counts", ["state_type", "state_name"], changes),
    addToSums(db, changes, [taskRunsExpected, taskRunsStarted]),
  ];
  await mergeChanges(db, "flow_run_count_changes", ofFlowRuns);
  await mergeChanges(db, "task_run_sum_changes", ofTaskRuns);
  await sql`delete from flow_run_counts where count = 0`.execute(db);
  await sql`delete from flow_run_tag_counts where count = 0`.execute(db);
  await sql`delete from run_sums where count = 0`.execute(db);
}

type Changes = "flow_run_count_changes" | "task_run_sum_changes";

/** Each of the statements reads the same changes; none that is written meanwhile is lost. */
async function mergeChanges(
  db: Connection,
  table: Changes,
  statementsOf: (changes: string) => readonly RawBuilder<unknown>[],
): Promise<void> {
  if (dialectOf(db) === "sqlite") {
    for (const statement of statementsOf(table)) await statement.execute(db);
    await db.deleteFrom(table).execute();
    return;
  }
  const statements = statementsOf("gone");
  const named = statements
    .slice(1)
    .map((statement, place) => sql`${sql.ref(`added_${place}`)} as (${statement})`);
  await sql`with ${sql.join([sql`gone as (delete from ${sql.table(table)} returning *)`, ...named])}
    ${statements[0]}`.execute(db);
}

/** PostgreSQL cannot index a text as long as a state's name may be. */
const keyOf = (db: Connection, columns: RawBuilder<unknown>): RawBuilder<string> =>
  dialectOf(db) === "sqlite" ? sql`json_array(${columns})` : sql`md5(json_build_array(${columns})::text)`;

function addToCounts(
  db: Connection,
  table: "flow_run_counts" | "flow_run_tag_counts" | "task_run_counts",
  counted: readonly string[],
  changes: string,
  matches = sql`true`,
): RawBuilder<unknown> {
  const kind = sql.raw(counted.join(", "));
  return sql`
    insert into ${sql.table(table)} (key, ${kind}, count)
    select ${keyOf(db, kind)}, ${kind}, sum(count) from ${sql.table(changes)}
    where ${matches} group by ${kind} having sum(count) <> 0
    on conflict (key) do update set count = ${sql.ref(`${table}.count`)} + excluded.count`;
}

const LENGTHS = sql`(select 1 as minutes union all select 10 union all select 60 union all select 1440)`;

function addToSums(db: Connection, changes: string, clocks: readonly Clock[]): RawBuilder<unknown> {
  const state = sql.raw("state_type, state_name");
  const changed = clocks.map((clock) => sql`when ${sql.lit(clock.clock)} then ${sql.ref(minuteName(clock))}`);
  const numbers = clocks.map(({ clock }) => sql`select ${sql.lit(clock)} as clock`);
  const minute = sql`case clock ${sql.join(changed, sql` `)} end`;
  // In one order, so that two servers that add at the same time do not wait for each other.
  return sql`
    insert into run_sums (clock, minutes, start, key, ${state}, count, run_time, lateness)
    select clock, minutes, (${minute}) - (${minute}) % minutes, ${keyOf(db, state)}, ${state},
      sum(count), sum(run_time), sum(lateness)
    from (${changedSums(db, clocks, changes)}) as changed
      cross join (${sql.join(numbers, sql` union all `)}) as clocks cross join ${LENGTHS} as lengths
    where ${minute} is not null group by 1, 2, 3, 4, ${state}
    order by 1, 2, 3, 4
    on conflict (clock, minutes, start, key) do update set count = run_sums.count + excluded.count,
      run_time = run_sums.run_time + excluded.run_time, lateness = run_sums.lateness + excluded.lateness`;
}

/** What changes come to by their minutes: those of a second are of few minutes and states. */
export function changedSums(db: Connection, clocks: readonly Clock[], changes: string): RawBuilder<unknown> {
  const { runs } = clocks[0]!;
  const count = sql.ref(`${runs}.count`);
  const sums = {
    count: sql`sum(${count})`,
    run_time: sql`sum(${count} * (${pastRunTime(runs)}))`,
    lateness: sql`sum(${count} * (${pastLateness(db, runs)}))`,
  };
  const minutes = clocks.map((clock) => sql`${minuteOf(db, clock)} as ${sql.ref(minuteName(clock))}`);
  const places = clocks.map((_, place) => sql.lit(place + 1));
  return sql`select ${sql.join(minutes)}, state_type, state_name,
      ${sql.join(Object.entries(sums).map(([name, sum]) => sql`${sum} as ${sql.ref(name)}`))}
    from ${sql.table(changes)} as ${sql.table(runs)}
    where ${runs === "flow_runs" ? sql`flow_runs.total_run_time is not null` : sql`true`}
    group by ${sql.join(places)}, state_type, state_name
    having ${sql.join(
      Object.values(sums).map((sum) => sql`${sum} <> 0`),
      sql` or `,
    )}`;
}

/** What the minute of a clock is called in them. */
export const minuteName = ({ clock }: Clock): string => `minute_${clock}`;

// Seconds from the beginning of the first year to 1970, from where minutes are counted, so that none is negative.
const SECONDS_BEFORE_1970 = 62_135_596_800;

/** The minute of a run's time, as `Part` counts them. */
const minuteOf = (db: Connection, clock: Clock): RawBuilder<number> =>
  sql`(${microsecondsOf(db, `${clock.runs}.${clock.time}`)} + ${sql.lit(SECONDS_BEFORE_1970 * 1_000_000)}) / 60000000`;
