import {
  addSeconds,
  defaultStateName,
  type HistoryResponse,
  STATE_TYPES,
  type Timestamp,
} from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun, sampleTaskRun } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { insertRow } from "../db/insert-rows.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { estimateRunTime, estimateStartTimeDelta } from "../orchestration/bookkeeping.ts";
import { getAverageLateness } from "./get-average-lateness.ts";
import { getRunHistory, type HistoryRequest } from "./get-run-history.ts";

const BEGIN: Timestamp = "2026-02-28T23:59:58.000000Z";
const NOW: Timestamp = "2026-03-01T00:01:00.000001Z";

// Around the edges of intervals, where a rounded microsecond would show.
const instant = fc
  .tuple(fc.integer({ min: -20, max: 200 }), fc.constantFrom(-0.000001, 0, 0.000001, 0.499999))
  .map(([halves, offset]) => addSeconds(BEGIN, halves / 2 + offset));

const run = fc.record({
  expected_start_time: fc.option(instant),
  start_time: fc.option(instant),
  state_type: fc.option(fc.constantFrom(...STATE_TYPES)),
  state_timestamp: instant,
  total_run_time: fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100),
});
type Row = Pick<
  FlowRunsTable,
  "expected_start_time" | "start_time" | "state_type" | "state_timestamp" | "total_run_time"
>;

const request = fc.record({
  start: fc.constantFrom(0, -3.5, 40).map((seconds) => addSeconds(BEGIN, seconds)),
  end: fc.constantFrom(0, 10, 99.25).map((seconds) => addSeconds(BEGIN, seconds)),
  seconds: fc.constantFrom(1, 1.5, 7.000001, 60, 1e9),
});

/** The history as one would count it by hand. */
function countByHand(rows: readonly Row[], { start, end, seconds }: HistoryRequest) {
  const history: { interval_start: string; states: HistoryResponse["states"] }[] = [];
  for (let from = start; from < end; from = addSeconds(from, seconds)) {
    const inside = rows.filter(
      ({ expected_start_time: at, state_type }) =>
        state_type !== null && at !== null && at >= from && at < addSeconds(from, seconds),
    );
    const states = [...Map.groupBy(inside, ({ state_type }) => state_type!)].map(([state_type, group]) => ({
      state_type,
      state_name: defaultStateName(state_type),
      count_runs: group.length,
      sum_estimated_run_time: expect.closeTo(sum(group.map((row) => estimateRunTime(row, NOW))), 6),
      sum_estimated_lateness: expect.closeTo(sum(group.map((row) => estimateStartTimeDelta(row, NOW))), 6),
    }));
    states.sort((a, b) => (a.state_type < b.state_type ? -1 : 1));
    history.push({ interval_start: from, states });
  }
  return history;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  const flow = sampleFlow();
  beforeAll(async () => {
    database = await openDatabase();
    context = { ...testContext(database), now: () => NOW };
    await database.write((transaction) => insertRow(transaction, "flows", flow));
  });

  const store = (table: "flow_runs" | "task_runs", rows: readonly Row[]) =>
    database.write(async (transaction) => {
      await transaction.deleteFrom(table).execute();
      for (const row of rows) {
        const named = { ...row, state_name: row.state_type && defaultStateName(row.state_type) };
        if (table === "flow_runs")
          await insertRow(transaction, table, sampleFlowRun({ flow_id: flow.id, ...named }));
        else await insertRow(transaction, table, sampleTaskRun(named));
      }
    });

  test.each(["flow_runs", "task_runs"] as const)("the history of %s is what a count by hand finds", (table) =>
    fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 40 }), request, async (rows, request) => {
        await store(table, rows);
        const history = await getRunHistory(context, table, {}, request);
        expect(history.map(({ interval_end: _, ...interval }) => interval)).toEqual(
          countByHand(rows, request),
        );
        for (const { interval_start, interval_end } of history) {
          expect(interval_end).toBe(addSeconds(interval_start, request.seconds));
        }
      }),
      { numRuns: 25 },
    ),
  );

  test("the average lateness is that of the runs that match", () =>
    fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 10 }), async (rows) => {
        await store("flow_runs", rows);
        const latenesses = rows.map((row) => estimateStartTimeDelta(row, NOW));
        const average = rows.length === 0 ? null : expect.closeTo(sum(latenesses) / rows.length, 6);
        expect(await getAverageLateness(context, {})).toEqual(average);
        const none = { flow_runs: { name: { any_: ["nobody"] } } };
        expect(await getAverageLateness(context, none)).toBeNull();
      }),
      { numRuns: 20 },
    ));
});

onEachServer((server) => {
  const history = (body: object, path = "/flow_runs/history") =>
    server.post(path, {
      history_start: "2026-01-01T00:00:00Z",
      history_end: "2026-01-01T01:30:00Z",
      history_interval_seconds: 3600,
      ...body,
    });

  describe("a history", () => {
    test("has empty intervals too, the last of which may reach beyond the end", async () => {
      for (const path of ["/flow_runs/history", "/task_runs/history"]) {
        expect((await history({}, path)).body).toEqual([
          {
            interval_start: "2026-01-01T00:00:00.000000Z",
            interval_end: "2026-01-01T01:00:00.000000Z",
            states: [],
          },
          {
            interval_start: "2026-01-01T01:00:00.000000Z",
            interval_end: "2026-01-01T02:00:00.000000Z",
            states: [],
          },
        ]);
      }
    });

    test("that ends before it begins has no intervals", async () => {
      expect((await history({ history_end: "2025-01-01T00:00:00Z" })).body).toEqual([]);
      expect((await history({ history_end: "2026-01-01T00:00:00Z" })).body).toEqual([]);
    });

    test("has at most five hundred intervals, the first ones", async () => {
      const { body } = await history({ history_interval_seconds: 1 });
      expect(body).toHaveLength(500);
      expect(body.at(-1).interval_end).toBe("2026-01-01T00:08:20.000000Z");
    });

    test("has intervals of at least a second and of any length beyond", async () => {
      expect((await history({ history_interval_seconds: 0.5 })).status).toBe(422);
      for (const seconds of [1e12, 1e300]) {
        const { status, body } = await history({ history_interval_seconds: seconds });
        expect([status, body.length]).toEqual([200, 1]);
      }
      const whole = await history({ history_end: "9999-12-31T23:59:59Z", history_interval_seconds: 1e9 });
      expect(whole.status).toBe(200);
    });

    test("takes the filters of queues under the name it has for them", async () => {
      const { status } = await history({
        work_queues: { name: { any_: ["q"] } },
        work_pools: { name: { any_: ["p"] } },
      });
      expect(status).toBe(200);
    });
  });
});
