import { addSeconds, isTerminal, STATE_TYPES, type Timestamp, toMicroseconds } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { sampleFlow, sampleFlowRun, sampleTaskRun } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Connection, Database } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import { instantOf } from "../db/run-estimates.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { flowRunsMatch, type RunFilters, taskRunsMatch } from "../filters/index.ts";
import { CLOCKS, type Clock } from "./clocks.ts";
import { BEGINNING, FOREVER } from "./cut-time.ts";
import { mergeRunCounts } from "./merge-run-counts.ts";
import { type RunSum, sumRunRows } from "./queries.ts";
import { type Intervals, sumFlowRunsOfTime, sumRuns } from "./sum-runs.ts";

const BEGIN: Timestamp = "2026-02-27T22:58:58.000000Z";
const NOW: Timestamp = "2026-03-01T00:01:00.000001Z";

// Around the edges of minutes, hours and days, and on both sides of now; some before 1970.
const instant = fc
  .tuple(
    fc.constantFrom(0, 2, 62, 600, 3600, 3662, 86_400, 90_000, 90_122, 90_200, -2e9),
    fc.integer({ min: -150, max: 150 }),
    fc.constantFrom(-0.000001, 0, 0.000001, 0.499999),
  )
  .map(([place, halves, offset]) => addSeconds(BEGIN, place + halves / 2 + offset));

const run = fc.record({
  expected_start_time: fc.option(instant),
  start_time: fc.option(instant),
  state_type: fc.option(fc.constantFrom(...STATE_TYPES)),
  state_name: fc.option(fc.constantFrom("Retrying", "Late", '"'), { freq: 2 }),
  state_timestamp: instant,
  total_run_time: fc.integer({ min: 0, max: 1e9 }).map((microseconds) => microseconds / 1e6),
});
type Row = Pick<
  FlowRunsTable,
  "expected_start_time" | "start_time" | "state_type" | "state_name" | "state_timestamp" | "total_run_time"
>;
type Change = "merge" | { place: number; row?: Row };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ place: fc.nat(), row: run }) },
  { weight: 2, arbitrary: fc.record({ place: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant("merge" as const) },
);

const MOST_INTERVALS = 100;
const intervals = fc
  .record({
    start: instant,
    end: instant,
    microseconds: fc.constantFrom(1e6, 1.5e6, 60e6, 7_000_001, 600e6, 3_600e6, 86_400e6, 1e15),
  })
  .map(({ start, end, microseconds }) => {
    const most = addSeconds(start, Math.min((microseconds / 1e6) * MOST_INTERVALS, 1e9));
    return { start, end: [end, most].toSorted()[0]!, microseconds };
  });

const bounds = fc.option(fc.record({ after_: fc.option(instant), before_: fc.option(instant) }));
const state = fc.option(
  fc.record({
    type: fc.option(fc.record({ any_: fc.subarray([...STATE_TYPES]) })),
    name: fc.option(fc.record({ not_any_: fc.constant(["Late"]) })),
  }),
);

const withSortTime = (row: Row) => ({ ...row, sort_time: row.start_time ?? row.expected_start_time });

const expectedOf = (sums: readonly RunSum[]) =>
  sums.map((sum) => ({
    ...sum,
    run_time: expect.closeTo(sum.run_time, 6),
    lateness: expect.closeTo(sum.lateness, 6),
  }));

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  const flow = sampleFlow();
  beforeAll(async () => {
    database = await openDatabase();
    context = { ...testContext(database), now: () => NOW };
    await database.write((transaction) => insertRow(transaction, "flows", flow));
  });

  /** Stores runs, and changes, deletes and merges as told. */
  async function store(table: "flow_runs" | "task_runs", rows: readonly Row[], changes: readonly Change[]) {
    const ids: string[] = [];
    await database.write(async (transaction) => {
      await transaction.deleteFrom(table).execute();
      for (const row of rows) {
        const own = table === "flow_runs" ? sampleFlowRun({ flow_id: flow.id, ...row }) : sampleTaskRun(row);
        await insertRow(transaction, table, own);
        ids.push(own.id);
      }
    });
    for (const change of changes) {
      if (change === "merge") await mergeRunCounts(context);
      else await database.write((transaction) => apply(transaction, table, ids, change));
    }
  }

  async function apply(
    transaction: Connection,
    table: "flow_runs" | "task_runs",
    ids: readonly string[],
    { place, row }: { place: number; row?: Row },
  ) {
    const id = ids[place % ids.length];
    if (!id) return;
    if (!row) await transaction.deleteFrom(table).where("id", "=", id).execute();
    else if (table === "flow_runs") {
      await transaction.updateTable("flow_runs").set(withSortTime(row)).where("id", "=", id).execute();
    } else await transaction.updateTable("task_runs").set(row).where("id", "=", id).execute();
  }

  /** What a look at each of the runs finds. */
  async function sumEach(clock: Clock, filters: RunFilters, { start, end, microseconds }: Intervals) {
    const match = clock.runs === "flow_runs" ? flowRunsMatch : taskRunsMatch;
    const time = { clock, start, end, first: toMicroseconds(start), microseconds };
    const matches = match(database.dialect, filters);
    return expectedOf(await sumRunRows(database.scanner, time, matches, instantOf(NOW)));
  }

  test.each(Object.entries(CLOCKS))(
    "the sums that are kept are those of the runs: %s",
    {
      timeout: 60_000,
    },
    async (_, clock) => {
      const property = fc.asyncProperty(
        fc.array(run, { maxLength: 40 }),
        fc.array(change, { maxLength: 15 }),
        fc.array(fc.record({ intervals, bounds, state }), { minLength: 5, maxLength: 8 }),
        async (rows, changes, cases) => {
          await store(clock.runs, rows.map(withSortTimeOf(clock)), changes);
          for (const { intervals, bounds, state } of cases) {
            const filters = { [clock.runs]: { [clock.filter]: bounds, state } };
            // By when they started, those are summed that are over.
            const isMeant = ({ state_type }: { state_type: string | null }) =>
              clock.clock !== 4 || (state_type !== null && isTerminal(state_type as never));
            const found = (await sumRuns(context, clock, filters, intervals)).filter(isMeant);
            // Of task runs none is told of that has no state.
            const each = (await sumEach(clock, filters, intervals)).filter(
              (sum) => isMeant(sum) && (clock.runs === "flow_runs" || sum.state_type !== null),
            );
            expect({ filters, intervals, found }).toEqual({ filters, intervals, found: each });
          }
        },
      );
      await holdWithin(30_000, 25, property);
    },
  );

  test("flow runs of a time are summed without an interval, whatever their state", async () => {
    const property = fc.asyncProperty(
      fc.array(run, { maxLength: 30 }),
      fc.array(change, { maxLength: 10 }),
      bounds,
      fc.constantFrom(CLOCKS.flowRunsExpected, CLOCKS.flowRunsBegun),
      async (rows, changes, bounds, clock) => {
        await store("flow_runs", rows.map(withSortTime), changes);
        const filters = { flow_runs: { [clock.filter]: bounds } };
        const all = { start: BEGINNING, end: FOREVER, microseconds: 4e17 };
        const found = await sumFlowRunsOfTime(context, filters);
        if (bounds) expect(found).toEqual(await sumEach(clock, filters, all));
        else expect(found).toBeUndefined();
      },
    );
    await fc.assert(property, { numRuns: 25 });
  });

  test("nothing is left of runs that are gone", async () => {
    const row = { state_type: "COMPLETED", expected_start_time: NOW, start_time: NOW } as const;
    await store("task_runs", [], []);
    await database.write(async (transaction) => {
      const parent = sampleFlowRun({ flow_id: flow.id, ...row, total_run_time: 0.1 });
      await insertRow(transaction, "flow_runs", parent);
      await insertRow(transaction, "task_runs", sampleTaskRun({ ...row, flow_run_id: parent.id }));
    });
    await mergeRunCounts(context);
    const kept = () => database.reader.selectFrom("run_sums").selectAll().execute();
    expect((await kept()).length).toBeGreaterThan(0);
    // Those of a flow go with it, and their task runs with them.
    await database.write((transaction) => transaction.deleteFrom("flow_runs").execute());
    await mergeRunCounts(context);
    expect(await kept()).toEqual([]);
  });
});

const withSortTimeOf = (clock: Clock) => (row: Row) => (clock.runs === "flow_runs" ? withSortTime(row) : row);
