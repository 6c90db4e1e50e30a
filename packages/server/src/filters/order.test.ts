import type { FlowRunSort, TaskRunSort } from "@reeve/protocol";
import { beforeAll, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun, sampleLog, sampleTaskRun } from "../../test/sample-rows.ts";
import type { Database } from "../db/database.ts";
import { flowOrder, flowRunOrder, logOrder, taskRunOrder } from "./order.ts";

// Each value occurs more than once, so that the ids have to decide.
const TIMES = [
  null,
  "2026-01-01T00:00:00.000001Z",
  "2026-01-01T00:00:00.000002Z",
  "2025-12-31T23:59:59.999999Z",
];
const NAMES = ["b", "B", "a", "ä", "", "_", `${"x".repeat(100)}2`, `${"x".repeat(100)}1`];

const flow = sampleFlow({ name: "b" });
const flows = [
  flow,
  sampleFlow({ name: "B" }),
  sampleFlow({ name: "ä", created: "2026-01-03T00:00:00.000000Z" }),
];
const times = (place: number) => ({
  name: NAMES[place % NAMES.length]!,
  start_time: TIMES[place % 4]!,
  expected_start_time: TIMES[Math.floor(place / 4) % 4]!,
  next_scheduled_start_time: TIMES[(place * 3) % 4]!,
  end_time: TIMES[(place + 1) % 4]!,
});
const flowRuns = Array.from({ length: 32 }, (_, place) =>
  sampleFlowRun({ flow_id: flow.id, ...times(place) }),
);
const taskRuns = Array.from({ length: 32 }, (_, place) => sampleTaskRun(times(place)));
const logs = Array.from({ length: 8 }, (_, place) => sampleLog({ timestamp: TIMES[1 + (place % 3)]! }));

type Row = { id: string };
type Key = readonly [string | null, "asc" | "desc", "null is first" | "null is last"];

/** Ids in the order of the keys; text is compared by its bytes. */
function inOrder<R extends Row>(rows: readonly R[], keysOf: (row: R) => Key[]): string[] {
  const compare = (a: R, b: R): number => {
    const others = keysOf(b);
    for (const [place, [mine, direction, nulls]] of keysOf(a).entries()) {
      const theirs = others[place]![0];
      if (mine === theirs) continue;
      if (mine === null || theirs === null) return (mine === null) === (nulls === "null is first") ? -1 : 1;
      const isLess = Buffer.from(mine).compare(Buffer.from(theirs)) < 0;
      return isLess === (direction === "asc") ? -1 : 1;
    }
    return 0;
  };
  return rows.toSorted(compare).map(({ id }) => id);
}

const latest = (time: string | null, id: string): Key[] => [
  [time, "desc", "null is last"],
  [id, "desc", "null is last"],
];
const earliest = (time: string | null, id: string): Key[] => [
  [time, "asc", "null is first"],
  [id, "asc", "null is first"],
];

type RunRow = Row & ReturnType<typeof times>;
const EXPECTED: Record<TaskRunSort, (row: RunRow) => Key[]> = {
  ID_DESC: (row) => [[row.id, "desc", "null is last"]],
  EXPECTED_START_TIME_ASC: (row) => earliest(row.expected_start_time, row.id),
  EXPECTED_START_TIME_DESC: (row) => latest(row.expected_start_time, row.id),
  NAME_ASC: (row) => earliest(row.name, row.id),
  NAME_DESC: (row) => latest(row.name, row.id),
  NEXT_SCHEDULED_START_TIME_ASC: (row) => [
    [row.next_scheduled_start_time, "asc", "null is last"],
    [row.id, "asc", "null is last"],
  ],
  END_TIME_DESC: (row) => latest(row.end_time, row.id),
};
const startTime = (row: RunRow) => row.start_time ?? row.expected_start_time;
const EXPECTED_OF_FLOW_RUNS: Record<FlowRunSort, (row: RunRow) => Key[]> = {
  ...EXPECTED,
  START_TIME_ASC: (row) => earliest(startTime(row), row.id),
  START_TIME_DESC: (row) => latest(startTime(row), row.id),
};

forEachDialect((_dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flows).execute();
      await transaction.insertInto("flow_runs").values(flowRuns).execute();
      await transaction.insertInto("task_runs").values(taskRuns).execute();
      await transaction.insertInto("logs").values(logs).execute();
    });
  });

  const page = async (
    table: "flows" | "flow_runs" | "task_runs" | "logs",
    order: ReturnType<typeof flowRunOrder>,
    { limit = 100, offset = 0 } = {},
  ): Promise<string[]> => {
    const query = database.reader.selectFrom(table).select(`${table}.id`).limit(limit).offset(offset);
    const rows = await order.reduce((ordered, by) => ordered.orderBy(by), query).execute();
    return rows.map(({ id }) => id);
  };

  describe("a list of flow runs", () => {
    test.each(Object.keys(EXPECTED_OF_FLOW_RUNS) as FlowRunSort[])("is ordered by %s", async (sort) => {
      const expected = inOrder(flowRuns as RunRow[], EXPECTED_OF_FLOW_RUNS[sort]);
      expect(await page("flow_runs", flowRunOrder(sort))).toEqual(expected);
    });

    test("has every run on one page", async () => {
      const pages = [0, 5, 10, 15, 20, 25, 30].map((offset) =>
        page("flow_runs", flowRunOrder("START_TIME_DESC"), { limit: 5, offset }),
      );
      const ids = (await Promise.all(pages)).flat();
      expect(ids).toEqual(await page("flow_runs", flowRunOrder("START_TIME_DESC")));
    });
  });

  test.each(Object.keys(EXPECTED) as TaskRunSort[])("a list of task runs is ordered by %s", async (sort) => {
    expect(await page("task_runs", taskRunOrder(sort))).toEqual(
      inOrder(taskRuns as RunRow[], EXPECTED[sort]),
    );
  });

  test("a list of flows is ordered by name or by time", async () => {
    const byName = inOrder(flows, ({ name, id }) => earliest(name, id));
    expect(await page("flows", flowOrder("NAME_ASC"))).toEqual(byName);
    expect(await page("flows", flowOrder("NAME_DESC"))).toEqual(byName.toReversed());
    const latestFirst = inOrder(flows, ({ created, id }) => latest(created, id));
    expect(await page("flows", flowOrder("CREATED_DESC"))).toEqual(latestFirst);
    const lastUpdatedFirst = inOrder(flows, ({ updated, id }) => latest(updated, id));
    expect(await page("flows", flowOrder("UPDATED_DESC"))).toEqual(lastUpdatedFirst);
  });

  test("a list of log lines is ordered by time, and within an instant by id", async () => {
    const expected = inOrder(logs, ({ timestamp, id }) => earliest(timestamp, id));
    expect(await page("logs", logOrder("TIMESTAMP_ASC"))).toEqual(expected);
    expect(await page("logs", logOrder("TIMESTAMP_DESC"))).toEqual(expected.toReversed());
  });
});
