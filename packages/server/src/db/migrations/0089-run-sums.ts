import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { ColumnTypes, DialectName } from "../column-types.ts";
import { assumeStatistics } from "../sqlite/assume-statistics.ts";

// What flow runs are counted by since 0081.
const KIND = [
  "flow_id",
  "deployment_id",
  "work_queue_id",
  "parent_task_run_id",
  "state_type",
  "state_name",
] as const;
const SOME_PARENT = "00000000-0000-0000-0000-000000000000";

const TERMINAL = "('COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED')";

/** The lengths of time that are summed, in minutes, and the one each is made from. */
const LENGTHS: readonly (readonly [length: number, of: number])[] = [
  [10, 1],
  [60, 10],
  [1440, 60],
];

/** The times by which runs are summed: how `run_sums` numbers them, and whose they are. */
const CLOCKS = [
  { clock: 1, runs: "flow_runs", time: "expected_start_time" },
  { clock: 2, runs: "flow_runs", time: "sort_time" },
  { clock: 3, runs: "task_runs", time: "expected_start_time" },
  { clock: 4, runs: "task_runs", time: "start_time" },
] as const;

/** What a change has of a run besides its kind: nothing is worked out from it while the run's own change waits. */
const SUMMED: Readonly<Record<Runs, readonly string[]>> = {
  flow_runs: ["expected_start_time", "start_time", "sort_time", "total_run_time"],
  task_runs: ["expected_start_time", "start_time", "total_run_time"],
};

type Runs = "flow_runs" | "task_runs";

/**
 * How many runs there are of each state in each minute, ten minutes, hour and day, how long they ran and how late they
 * started, so that a summary of a time looks at few of them. What changes is written down by triggers, for flow runs in
 * the rows that tell of their counts, for task runs once they are over.
 */
export async function up(db: Kysely<unknown>, t: ColumnTypes, dialect: DialectName): Promise<void> {
  const minute = dialect === "postgres" ? sql`bigint` : t.integer;
  const sums = db.schema
    .createTable("run_sums")
    .addColumn("clock", t.integer, (c) => c.notNull())
    .addColumn("minutes", t.integer, (c) => c.notNull())
    .addColumn("start", minute, (c) => c.notNull())
    .addColumn("key", t.text, (c) => c.notNull())
    .addColumn("state_type", t.text)
    .addColumn("state_name", t.text)
    .addColumn("count", t.integer, (c) => c.notNull())
    .addColumn("run_time", t.number, (c) => c.notNull())
    .addColumn("lateness", t.number, (c) => c.notNull())
    .addPrimaryKeyConstraint("run_sums_key", ["clock", "minutes", "start", "key"] as never[]);
  await (dialect === "sqlite" ? sums.modifyEnd(sql`without rowid`) : sums).execute();
  await sql`create index run_sums_of_nothing on run_sums (clock) where count = 0`.execute(db);
  const typeOf = (column: string) => (column === "total_run_time" ? t.number : t.timestamp);
  for (const column of SUMMED.flow_runs) {
    await db.schema.alterTable("flow_run_count_changes").addColumn(column, typeOf(column)).execute();
  }
  await SUMMED.task_runs
    .reduce(
      (table, column) => table.addColumn(column, typeOf(column)),
      db.schema
        .createTable("task_run_sum_changes")
        .addColumn("state_type", t.text)
        .addColumn("state_name", t.text)
        .addColumn("count", t.integer, (c) => c.notNull()) as CreateTableBuilder<string, string>,
    )
    .execute();
  // Servers may be at work meanwhile: what they write between the sums and the triggers would be in neither.
  if (dialect === "postgres") {
    await sql`lock table flow_runs, task_runs in share row exclusive mode`.execute(db);
  }
  await fill(db, dialect);
  await watchRuns(db, dialect);
  if (dialect === "sqlite") {
    await assumeStatistics(db, "run_sums", {
      run_sums: "1000000 250000 60000 3 1",
      run_sums_of_nothing: "10 5",
    });
  }
}

/** SQL of what a run adds to sums, which are of whole microseconds so that none is lost by adding and taking away. */
const sumsOf = (row: string, dialect: DialectName) => ({
  runTime: `round(${row}.total_run_time * 1000000)`,
  lateness: `case when ${row}.start_time > ${row}.expected_start_time
    then ${microseconds(`${row}.start_time`, dialect)} - ${microseconds(`${row}.expected_start_time`, dialect)} else 0 end`,
});

const microseconds = (time: string, dialect: DialectName): string =>
  dialect === "postgres"
    ? `(extract(epoch from ${time}) * 1000000)::bigint`
    : `(cast(strftime('%s', substr(${time}, 1, 19)) as integer) * 1000000 + cast(substr(${time}, 21, 6) as integer))`;

/** SQL of the minute of a time, counted from the beginning of the first year, so that none is negative. */
const minuteOf = (time: string, dialect: DialectName): string =>
  dialect === "postgres"
    ? `(floor(extract(epoch from ${time}) / 60)::bigint + 1035593280)`
    : `((cast(strftime('%s', substr(${time}, 1, 16)) as integer) + 62135596800) / 60)`;

async function fill(db: Kysely<unknown>, dialect: DialectName): Promise<void> {
  const key =
    dialect === "sqlite"
      ? "json_array(state_type, state_name)"
      : "md5(json_build_array(state_type, state_name)::text)";
  for (const { clock, runs, time } of CLOCKS) {
    const { runTime, lateness } = sumsOf(runs, dialect);
    const isOver = runs === "task_runs" ? `and state_type in ${TERMINAL}` : "";
    await sql
      .raw(`insert into run_sums select ${clock}, 1, minute, ${key}, state_type, state_name,
          count(*), sum(run_time), sum(lateness)
        from (select ${minuteOf(`${runs}.${time}`, dialect)} as minute, state_type, state_name,
            ${runTime} as run_time, ${lateness} as lateness
          from ${runs} where ${time} is not null ${isOver}) as timed
        group by minute, state_type, state_name`)
      .execute(db);
  }
  for (const [length, of] of LENGTHS) {
    await sql
      .raw(`insert into run_sums select clock, ${length}, start - start % ${length}, key, state_type, state_name,
          sum(count), sum(run_time), sum(lateness)
        from run_sums where minutes = ${of} group by clock, start - start % ${length}, key, state_type, state_name`)
      .execute(db);
  }
}

/** What changes of flow runs tell of besides, since a later version. */
type Added = { readonly column: string; readonly sqlOf: (row: string) => string };

/** Has triggers write down what changes, in place of those that did before. */
export const watchRuns = (
  db: Kysely<unknown>,
  dialect: DialectName,
  added: readonly Added[] = [],
): Promise<void> => (dialect === "sqlite" ? watchOnSqlite(db, added) : watchOnPostgres(db, added));

/** SQL that writes down that a row came or went, of task runs only where it is over. */
function change(
  runs: Runs,
  row: "old" | "new",
  by: -1 | 1,
  dialect: DialectName,
  added: readonly Added[],
): string {
  const [into, kind] =
    runs === "flow_runs"
      ? ["flow_run_count_changes", KIND.map((column) => [column, kindOf(row, column, dialect)] as const)]
      : [
          "task_run_sum_changes",
          (["state_type", "state_name"] as const).map((column) => [column, `${row}.${column}`] as const),
        ];
  const columns = [
    ...kind,
    ...SUMMED[runs].map((column) => [column, `${row}.${column}`] as const),
    ...(runs === "flow_runs" ? added.map(({ column, sqlOf }) => [column, sqlOf(row)] as const) : []),
    ["count", String(by)] as const,
  ];
  return `insert into ${into} (${columns.map(([name]) => name).join(", ")})
    select ${columns.map(([, value]) => value).join(", ")}
    ${runs === "task_runs" ? `where ${row}.state_type in ${TERMINAL}` : ""}`;
}

function kindOf(row: string, column: string, dialect: DialectName): string {
  if (column !== "parent_task_run_id") return `${row}.${column}`;
  const some = dialect === "postgres" ? `'${SOME_PARENT}'::uuid` : `'${SOME_PARENT}'`;
  return `case when ${row}.${column} is not null then ${some} end`;
}

const WATCHED: Readonly<Record<Runs, readonly string[]>> = {
  flow_runs: [...KIND, ...SUMMED.flow_runs],
  task_runs: ["state_type", "state_name", ...SUMMED.task_runs],
};

type Trigger = { name: string; runs: Runs; event: string; when: string; changes: string[] };

function triggers(dialect: DialectName, added: readonly Added[]): Trigger[] {
  const differs = dialect === "sqlite" ? "is not" : "is distinct from";
  return (["flow_runs", "task_runs"] as const).flatMap((runs) => {
    const others = runs === "flow_runs" ? added.map(({ column }) => column) : [];
    const columns = [...WATCHED[runs], ...others];
    const isOver = (row: string) => (runs === "task_runs" ? [`${row}.state_type in ${TERMINAL}`] : []);
    const isOther = columns.map((column) => `old.${column} ${differs} new.${column}`).join(" or ");
    const wasOrIsOver =
      runs === "task_runs" ? [`(${[...isOver("old"), ...isOver("new")].join(" or ")})`] : [];
    const goes = change(runs, "old", -1, dialect, added);
    const comes = change(runs, "new", 1, dialect, added);
    return [
      { event: "insert", when: isOver("new"), changes: [comes] },
      {
        event: `update of ${columns.join(", ")}`,
        when: [...wasOrIsOver, `(${isOther})`],
        changes: [goes, comes],
      },
      { event: "delete", when: isOver("old"), changes: [goes] },
    ].map(({ event, when, changes }) => ({
      name: `${runs}_${runs === "flow_runs" ? "counted" : "summed"}_on_${event.slice(0, 6)}`,
      runs,
      event,
      when: when.length > 0 ? `when (${when.join(" and ")})` : "",
      changes,
    }));
  });
}

async function watchOnSqlite(db: Kysely<unknown>, added: readonly Added[]): Promise<void> {
  for (const { name, runs, event, when, changes } of triggers("sqlite", added)) {
    await sql.raw(`drop trigger if exists ${name}`).execute(db);
    await sql
      .raw(`create trigger ${name} after ${event} on ${runs} ${when} begin ${changes.join("; ")}; end`)
      .execute(db);
  }
}

async function watchOnPostgres(db: Kysely<unknown>, added: readonly Added[]): Promise<void> {
  for (const [runs, name] of [
    ["flow_runs", "count_flow_run"],
    ["task_runs", "sum_task_run"],
  ] as const) {
    await sql
      .raw(`create or replace function ${name}() returns trigger language plpgsql as $$ begin
        if tg_op <> 'INSERT' then ${change(runs, "old", -1, "postgres", added)}; end if;
        if tg_op <> 'DELETE' then ${change(runs, "new", 1, "postgres", added)}; end if;
        return null;
      end $$`)
      .execute(db);
  }
  for (const { name, runs, event, when } of triggers("postgres", added)) {
    const execute = runs === "flow_runs" ? "count_flow_run" : "sum_task_run";
    await sql.raw(`drop trigger if exists ${name} on ${runs}`).execute(db);
    await sql
      .raw(
        `create trigger ${name} after ${event} on ${runs} for each row ${when} execute function ${execute}()`,
      )
      .execute(db);
  }
}
