import fc from "fast-check";
import { type Expression, type SqlBool, sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { arbitraryLogFilter, arbitraryRunFilters } from "../../test/arbitrary-filters.ts";
import { IDS, TIMES } from "../../test/arbitrary-values.ts";
import { arbitraryWorld } from "../../test/arbitrary-world.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { naively, type World } from "../../test/naive-filters.ts";
import { storeWorld } from "../../test/store-world.ts";
import type { Database } from "../db/database.ts";
import {
  artifactsMatch,
  deploymentsMatch,
  flowRunsMatch,
  flowsMatch,
  logsMatch,
  taskRunsMatch,
} from "./index.ts";
import type { RunFilters } from "./run-filters.ts";

type Table = "artifacts" | "flows" | "flow_runs" | "task_runs" | "deployments" | "logs";

// Of each run there may be, and so of some that are gone.
const ARTIFACTS = IDS.map((id, place) => ({
  id,
  created: TIMES[0]!,
  updated: TIMES[0]!,
  key: null,
  type: null,
  description: null,
  data: null,
  metadata_: null,
  state_id: null,
  flow_run_id: place === 0 ? null : id,
  task_run_id: place === 1 ? null : IDS[(place + 3) % IDS.length]!,
}));

const artifactPasses = (world: World, row: (typeof ARTIFACTS)[number], filters: RunFilters): boolean => {
  const { flows, flow_runs, deployments, task_runs } = filters;
  const flowRun = world.flowRuns.find(({ id }) => id === row.flow_run_id);
  const taskRun = world.taskRuns.find(({ id }) => id === row.task_run_id);
  const ofFlowRun = { flows, flow_runs, deployments };
  const asksForFlowRun = Object.values(ofFlowRun).some(Boolean);
  if (asksForFlowRun && !(flowRun && naively.flowRuns(world, flowRun, ofFlowRun))) return false;
  return !task_runs || (taskRun !== undefined && naively.taskRuns(world, taskRun, { task_runs }));
};

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    await database.write((transaction) => transaction.insertInto("artifacts").values(ARTIFACTS).execute());
  });

  const find = async (table: Table, matches: Expression<SqlBool>): Promise<string[]> => {
    const query = sql<{ id: string }>`select id from ${sql.table(table)} where ${matches} order by id`;
    return (await query.execute(database.reader)).rows.map(({ id }) => id);
  };
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();

  test("any filters of runs find the rows that a plain reading of them finds", {
    timeout: 60_000,
  }, async () => {
    const property = fc.asyncProperty(
      arbitraryWorld,
      fc.array(arbitraryRunFilters, { minLength: 12, maxLength: 25, size: "max" }),
      async (world, cases) => {
        await storeWorld(database, world);
        for (const filters of cases) {
          expect({
            flows: await find("flows", flowsMatch(dialect, filters)),
            flowRuns: await find("flow_runs", flowRunsMatch(dialect, filters)),
            taskRuns: await find("task_runs", taskRunsMatch(dialect, filters)),
            deployments: await find("deployments", deploymentsMatch(dialect, filters)),
            artifacts: await find("artifacts", artifactsMatch(dialect, null, filters)),
            filters,
          }).toEqual({
            flows: idsOf(world.flows.filter((row) => naively.flows(world, row, filters))),
            flowRuns: idsOf(world.flowRuns.filter((row) => naively.flowRuns(world, row, filters))),
            taskRuns: idsOf(world.taskRuns.filter((row) => naively.taskRuns(world, row, filters))),
            deployments: idsOf(world.deployments.filter((row) => naively.deployments(world, row, filters))),
            artifacts: idsOf(ARTIFACTS.filter((row) => artifactPasses(world, row, filters))),
            filters,
          });
        }
      },
    );
    await holdWithin(40_000, 30, property);
  });

  test("any filter of logs finds the lines that a plain reading of it finds", {
    timeout: 60_000,
  }, async () => {
    const property = fc.asyncProperty(
      arbitraryWorld,
      fc.array(arbitraryLogFilter, { minLength: 12, maxLength: 25, size: "max" }),
      async (world, cases) => {
        await storeWorld(database, world);
        for (const filter of cases) {
          const found = await find("logs", logsMatch(dialect, filter));
          expect({ filter, found }).toEqual({
            filter,
            found: idsOf(world.logs.filter((row) => naively.logs(row, filter))),
          });
        }
      },
    );
    await holdWithin(40_000, 20, property);
  });
});
