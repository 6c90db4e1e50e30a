import type { FlowRunFilter } from "@reeve/protocol";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { arbitraryRunFilters } from "../../test/arbitrary-filters.ts";
import { STATE_TYPES } from "../../test/arbitrary-values.ts";
import { arbitraryWorld } from "../../test/arbitrary-world.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { naively, type World } from "../../test/naive-filters.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { storeWorld } from "../../test/store-world.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import type { RunFilters } from "../filters/index.ts";
import { mergeRunCounts } from "../run-counts/merge-run-counts.ts";
import { countFlowRuns, countFlowRunsByState, countKeptFlowRunsByState } from "./count-flow-runs.ts";
import { countedPartOf } from "./counted-part.ts";

// Some of the times that filters name are of the last day then, some older.
const NOW = "2026-01-03T00:00:00.000000Z";

const COUNTED = ["operator", "deployment_id", "state", "parent_task_run_id", "expected_start_time", "tags"];

const countedAlone = (filter: FlowRunFilter): FlowRunFilter =>
  Object.fromEntries(Object.entries(filter).filter(([name]) => COUNTED.includes(name)));

/** Filters of which many ask for nothing but what runs are counted by. */
const arbitraryFilters = arbitraryRunFilters.map(
  ({ task_runs: _, flow_runs: flowRuns, ...others }): RunFilters => ({
    ...others,
    flow_runs: flowRuns && countedAlone(flowRuns),
  }),
);

const countPlainly = (world: World, filters: RunFilters) => {
  const matching = world.flowRuns.filter((row) => naively.flowRuns(world, row, filters));
  const byType = Map.groupBy(matching, (row) => String(row.state_type));
  return Object.fromEntries([...byType].map(([type, rows]) => [type, rows.length]));
};

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  beforeAll(async () => {
    database = await openDatabase();
    context = { ...testContext(database), now: () => NOW };
  });

  const count = async (filters: RunFilters) => {
    const rows = await countFlowRunsByState(context, filters);
    return Object.fromEntries(rows.map(({ state_type, count }) => [String(state_type), count]));
  };

  /** Changes the state of a run, or deletes it, in the world and in the database alike. */
  const changeOne = async (world: World, change: { place: number; to: string }) => {
    const row = world.flowRuns[change.place % world.flowRuns.length];
    if (!row) return;
    const state_type = STATE_TYPES.find((type) => type === change.to);
    if (state_type) row.state_type = state_type;
    else world.flowRuns.splice(world.flowRuns.indexOf(row), 1);
    await database.write(async (transaction) => {
      if (state_type)
        await transaction.updateTable("flow_runs").set({ state_type }).where("id", "=", row.id).execute();
      else await transaction.deleteFrom("flow_runs").where("id", "=", row.id).execute();
    });
  };

  test("any filter counts what a plain reading of it finds, also after runs have changed", {
    timeout: 60_000,
  }, async () => {
    let countedFromKept = 0;
    const property = fc.asyncProperty(
      arbitraryWorld,
      fc.array(fc.record({ place: fc.nat(), to: fc.constantFrom(...STATE_TYPES, "gone", "merged") })),
      fc.array(arbitraryFilters, { minLength: 8, maxLength: 12, size: "max" }),
      async (world, changes, cases) => {
        await storeWorld(database, world);
        for (const change of changes) {
          if (change.to === "merged") await mergeRunCounts(context);
          else await changeOne(world, change);
        }
        for (const filters of cases) {
          if (countedPartOf(filters, NOW)) countedFromKept++;
          const counts = await count(filters);
          expect({ filters, counts }).toEqual({ filters, counts: countPlainly(world, filters) });
        }
      },
    );
    await holdWithin(40_000, 25, property);
    expect(countedFromKept).toBeGreaterThan(0);
  });

  test("a filter that is content with either of a time and a parent counts all when it names no time", async () => {
    const flow = sampleFlow();
    const flowRuns = [null, flow.id].map((parent_task_run_id) =>
      sampleFlowRun({ flow_id: flow.id, parent_task_run_id }),
    );
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      await transaction.insertInto("flow_runs").values(flowRuns).execute();
    });
    const flows = { id: { any_: [flow.id] } };
    const either = { operator: "or_" as const, parent_task_run_id: { is_null_: true } };
    expect(await countFlowRuns(context, { flows, flow_runs: either })).toBe(1);
    expect(await countFlowRuns(context, { flows, flow_runs: { ...either, expected_start_time: {} } })).toBe(
      2,
    );
  });

  test("kinds that look alike are counted apart, however long their names are", async () => {
    const flow = sampleFlow();
    const names = [null, "", "/", "null", '"', "x".repeat(5_000)];
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      const flowRuns = names.map((state_name) =>
        sampleFlowRun({ flow_id: flow.id, state_type: "COMPLETED", state_name }),
      );
      await transaction.insertInto("flow_runs").values(flowRuns).execute();
    });
    await mergeRunCounts(context);
    const flows = { id: { any_: [flow.id] } };
    const byName = names.map((name) =>
      name === null ? {} : { flow_runs: { state: { name: { any_: [name] } } } },
    );
    const counts = await Promise.all(byName.map((filters) => countFlowRuns(context, { flows, ...filters })));
    expect(counts).toEqual([6, 1, 1, 1, 1, 1]);
  });

  test("merged counts are as few as there are kinds of runs, and none of what is gone", async () => {
    const flow = sampleFlow();
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      const flowRuns = Array.from({ length: 50 }, (_, index) =>
        sampleFlowRun({ flow_id: flow.id, state_type: index % 2 ? "COMPLETED" : "FAILED" }),
      );
      await transaction.insertInto("flow_runs").values(flowRuns).execute();
    });
    const kept = () =>
      database.reader
        .selectFrom("flow_run_counts")
        .select(["state_type", "count"])
        .where("flow_id", "=", flow.id)
        .orderBy("state_type")
        .execute();
    await mergeRunCounts(context);
    expect(await kept()).toEqual([
      { state_type: "COMPLETED", count: 25 },
      { state_type: "FAILED", count: 25 },
    ]);
    await database.write((transaction) =>
      transaction.deleteFrom("flow_runs").where("state_type", "=", "FAILED").execute(),
    );
    await mergeRunCounts(context);
    expect(await kept()).toEqual([{ state_type: "COMPLETED", count: 25 }]);
    expect(await countFlowRuns(context, { flows: { id: { any_: [flow.id] } } })).toBe(25);
  });

  describe("runs with a tag", () => {
    const flow = sampleFlow();
    // Databases take so many values at once.
    const AT_ONCE = 500;
    const add = (...runs: string[][]) =>
      database.write(async (transaction) => {
        for (let first = 0; first < runs.length; first += AT_ONCE) {
          const rows = runs
            .slice(first, first + AT_ONCE)
            .map((tags) => sampleFlowRun({ flow_id: flow.id, tags: JSON.stringify(tags) }));
          await transaction.insertInto("flow_runs").values(rows).execute();
        }
      });
    const withTag = (tag: string) => ({ flow_runs: { tags: { all_: [tag] } } });
    const isKept = async (tag: string) =>
      (await countKeptFlowRunsByState(context, withTag(tag))) !== undefined;
    beforeEach(async () => {
      await database.write(async (transaction) => {
        await transaction.deleteFrom("flow_runs").execute();
        await transaction
          .insertInto("flows")
          .values(flow)
          .onConflict((c) => c.doNothing())
          .execute();
      });
      await mergeRunCounts(context);
    });

    test("are counted anew when their tags change", async () => {
      await add(["a", "b"], ["a"]);
      await mergeRunCounts(context);
      await database.write((transaction) =>
        transaction.updateTable("flow_runs").set({ tags: '["b"]' }).where("tags", "=", '["a"]').execute(),
      );
      const counts = async () => [
        await countFlowRuns(context, withTag("a")),
        await countFlowRuns(context, withTag("b")),
      ];
      expect(await counts()).toEqual([1, 2]);
      await mergeRunCounts(context);
      expect(await counts()).toEqual([1, 2]);
      expect(await isKept("a")).toBe(true);
    });

    test("are counted one by one as long as there is one whose tags are too long to be kept", async () => {
      await add(["a", "x".repeat(500)], ["a"]);
      expect(await isKept("a")).toBe(false);
      await mergeRunCounts(context);
      expect(await isKept("a")).toBe(false);
      expect(await countFlowRuns(context, withTag("a"))).toBe(2);
    });

    test("are counted one by one where each run has tags of its own", async () => {
      await add(...Array.from({ length: 4_001 }, (_, n) => ["a", String(n)]));
      await mergeRunCounts(context);
      expect(await isKept("a")).toBe(false);
      expect(await countFlowRuns(context, withTag("a"))).toBe(4_001);
    });
  });
});
