import { randomUUID } from "node:crypto";
import { addSeconds, type FlowRunSort, type TaskRunSort } from "@reeve/protocol";
import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { arbitraryRunFilters, arbitrarySoleCondition } from "../../test/arbitrary-filters.ts";
import { arbitraryWorld } from "../../test/arbitrary-world.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { naively, type World } from "../../test/naive-filters.ts";
import { sampleDeployment, sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { storeWorld } from "../../test/store-world.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { partsInOrder } from "../flow-runs/parts-in-order.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { partsOfStates } from "../task-runs/parts-of-states.ts";
import { listTaskRuns } from "../task-runs/read-task-runs.ts";
import { firstInOrder, wayToPage } from "./first-in-order.ts";
import { flowRunsMatch, taskRunsMatch } from "./index.ts";
import { narrowFlowRuns } from "./narrow-runs.ts";
import { flowRunOrder, taskRunOrder } from "./order.ts";
import type { RunFilters } from "./run-filters.ts";

const FLOW_RUN_SORTS: FlowRunSort[] = [
  "ID_DESC",
  "START_TIME_ASC",
  "START_TIME_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "NEXT_SCHEDULED_START_TIME_ASC",
  "END_TIME_DESC",
];
const TASK_RUN_SORTS: TaskRunSort[] = [
  "ID_DESC",
  "EXPECTED_START_TIME_ASC",
  "EXPECTED_START_TIME_DESC",
  "NAME_ASC",
  "NAME_DESC",
  "NEXT_SCHEDULED_START_TIME_ASC",
  "END_TIME_DESC",
];

const cases = fc.array(
  fc.record({
    filters: fc.oneof(
      { weight: 4, arbitrary: arbitrarySoleCondition },
      { weight: 3, arbitrary: arbitraryRunFilters },
      { weight: 1, arbitrary: fc.constant<RunFilters>({}) },
    ),
    sort: fc.constantFrom(...FLOW_RUN_SORTS),
    taskSort: fc.constantFrom(...TASK_RUN_SORTS),
    limit: fc.nat(4),
    offset: fc.nat(3),
    nearest: fc.nat(1),
    few: fc.nat(1),
    near: fc.nat(4),
  }),
  { minLength: 12, maxLength: 25, size: "max" },
);

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  let context: Context;
  beforeAll(async () => {
    database = await openDatabase();
    context = testContext(database);
  });

  /** All ids that a plain reading of the filters finds, in the order. */
  async function plainly(
    table: "flow_runs" | "task_runs",
    world: World,
    filters: RunFilters,
    sort: FlowRunSort & TaskRunSort,
  ): Promise<string[]> {
    const found =
      table === "flow_runs"
        ? world.flowRuns.filter((row) => naively.flowRuns(world, row, filters))
        : world.taskRuns.filter((row) => naively.taskRuns(world, row, filters));
    const order = table === "flow_runs" ? flowRunOrder(sort) : taskRunOrder(sort);
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} order by ${sql.join(order)}`.execute(database.reader);
    return rows.map(({ id }) => id).filter((id) => found.some((row) => row.id === id));
  }

  test("any page of runs holds what a plain reading of its filters finds, in order", async () => {
    let inParts = 0;
    const property = fc.asyncProperty(arbitraryWorld, cases, async (world, pages) => {
      await storeWorld(database, world);
      for (const { filters, sort, taskSort, limit, offset } of pages) {
        if (partsInOrder(dialect, filters, sort)) inParts++;
        // As requests have it, where the page stands beside the filters.
        const body = { ...filters, limit, offset, sort };
        const flowRuns = await listFlowRuns(context, body, { sort, limit, offset });
        const taskRuns = await listTaskRuns(context, body, { sort: taskSort, limit, offset });
        const [allFlowRuns, allTaskRuns] = [
          await plainly("flow_runs", world, filters, sort as never),
          await plainly("task_runs", world, filters, taskSort as never),
        ];
        expect({
          flowRuns: flowRuns.map(({ id }) => id),
          taskRuns: taskRuns.map(({ id }) => id),
          body,
          taskSort,
        }).toEqual({
          flowRuns: allFlowRuns.slice(offset, offset + limit),
          taskRuns: allTaskRuns.slice(offset, offset + limit),
          body,
          taskSort,
        });
      }
    });
    // Enough worlds, however long they take, for some fifty pages that are put together from parts.
    await fc.assert(property, { numRuns: 40 });
    expect(inParts).toBeGreaterThan(20);
  }, 120_000);

  test("a part of a name is found behind the beginning that the index of names has", async () => {
    const flow = sampleFlow();
    const [near, far] = [`otter-${"x".repeat(150)}`, `${"x".repeat(150)}-otter`];
    const flowRuns = [near, far, "heron"].map((name) => sampleFlowRun({ flow_id: flow.id, name }));
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      await transaction.insertInto("flow_runs").values(flowRuns).execute();
    });
    const flow_runs = { name: { like_: "OTTER" } };
    const found = await listFlowRuns(context, { flow_runs }, { sort: "NAME_ASC", limit: 10, offset: 0 });
    expect(found.map(({ name }) => name)).toEqual([near, far]);
  });

  describe.runIf(dialect === "sqlite")("on SQLite", () => {
    test.each<FlowRunSort>([
      "ID_DESC",
      "NAME_ASC",
      "END_TIME_DESC",
      "EXPECTED_START_TIME_ASC",
      "START_TIME_DESC",
    ])(
      "a page of the runs of flows or deployments is found past all others in the order %s",
      async (sort) => {
        const flows = [sampleFlow(), sampleFlow(), sampleFlow()];
        const deployment = sampleDeployment({ flow_id: flows[0]!.id });
        const rows = Array.from({ length: 60 }, (_, n) =>
          sampleFlowRun({
            id: `0198f000-0000-7000-8000-0000000000${10 + ((n * 23) % 60)}`,
            flow_id: flows[n % 3]!.id,
            deployment_id: n % 4 === 0 ? deployment.id : null,
            name: `run-${(n * 7) % 60}`,
            state_type: n % 5 ? "COMPLETED" : "FAILED",
            expected_start_time: addSeconds(NOON, (n * 11) % 60),
            sort_time: addSeconds(NOON, (n * 13) % 60),
            end_time: n % 7 ? addSeconds(NOON, (n * 17) % 60) : null,
          }),
        );
        await database.write(async (transaction) => {
          await transaction.deleteFrom("flow_runs").execute();
          await transaction.insertInto("flows").values(flows).execute();
          await transaction.insertInto("deployments").values(deployment).execute();
          await transaction.insertInto("flow_runs").values(rows).execute();
        });
        const ids = flows.map(({ id }) => id);
        const flow_runs = { state: { type: { any_: ["COMPLETED" as const] } } };
        const asked: RunFilters[] = [
          { flows: { id: { any_: ids.slice(0, 2) } } },
          { flows: { id: { any_: ids.slice(0, 1) } }, flow_runs },
          { flows: { name: { any_: [flows[1]!.name] } } },
          { deployments: { id: { any_: [deployment.id] } } },
          { flow_runs: { ...flow_runs, deployment_id: { any_: [deployment.id, randomUUID()] } } },
        ];
        const bounds = { nearest: 0, few: 5, near: 0 };
        let found = 0;
        for (const filters of asked) {
          const [way, order] = [wayToPage(database.reader, "flow_runs", filters, sort), flowRunOrder(sort)];
          if (!way) continue;
          const matches = flowRunsMatch(dialect, filters);
          const all = await sql<{ id: string }>`
            select id from flow_runs where ${matches} order by ${sql.join(order)}`.execute(database.reader);
          const page = { matches, parts: [matches], order, limit: 4, offset: 3 };
          const wanted = all.rows.slice(3, 7).map(({ id }) => id);
          const ids = await firstInOrder(database.reader, "flow_runs", way, page, bounds);
          expect({ filters, ids }).toEqual({ filters, ids: wanted });
          found++;
          const bounded = { ...bounds, passed: 9 };
          const near = await firstInOrder(database.reader, "flow_runs", way, page, bounded);
          expect(near).toEqual(sort.startsWith("NAME") ? wanted : undefined);
        }
        expect(found).toBe(sort.startsWith("START") ? 2 : asked.length);
      },
    );

    test("a page is found among few, among the first, or not at all, and then as it is", async () => {
      const ways = { found: 0, notFound: 0, led: 0 };
      const property = fc.asyncProperty(arbitraryWorld, cases, async (world, pages) => {
        await storeWorld(database, world);
        for (const { filters, sort, taskSort, limit, offset, ...bounds } of pages) {
          for (const table of ["flow_runs", "task_runs"] as const) {
            const own = (table === "flow_runs" ? sort : taskSort) as FlowRunSort & TaskRunSort;
            const narrowed = await narrowFlowRuns(database.reader, filters);
            // What the index of names tells of is found by that.
            if (table === "flow_runs" && narrowed.named) continue;
            const lead = table === "flow_runs" ? narrowed.lead : undefined;
            const way = wayToPage(database.reader, table, filters, own, lead);
            if (!way) continue;
            if (lead) ways.led++;
            const [matches, parts, order] =
              table === "flow_runs"
                ? [
                    narrowed.matches,
                    partsInOrder(dialect, filters, own)?.map((part) => part.matches),
                    flowRunOrder(own),
                  ]
                : [taskRunsMatch(dialect, filters), partsOfStates(dialect, filters), taskRunOrder(own)];
            const page = { matches, parts: parts ?? [matches], order, limit, offset };
            const ids = await firstInOrder(database.reader, table, way, page, bounds);
            ways[ids ? "found" : "notFound"]++;
            const all = await plainly(table, world, filters, own);
            const wanted = ids && all.slice(offset, offset + limit).toSorted();
            expect({ table, filters, own, ids: ids?.toSorted() }).toEqual({
              table,
              filters,
              own,
              ids: wanted,
            });
          }
        }
      });
      await holdWithin(20_000, 25, property);
      expect(ways.found).toBeGreaterThan(20);
      expect(ways.notFound).toBeGreaterThan(5);
      expect(ways.led).toBeGreaterThan(5);
    });
  });
});

const NOON = "2026-01-02T12:00:00.000000Z";
