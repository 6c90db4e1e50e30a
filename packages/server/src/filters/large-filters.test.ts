import { randomUUID } from "node:crypto";
import type { FlowRunFilter } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import type { Database } from "../db/database.ts";
import { flowRunsMatch, flowsMatch, type RunFilters, taskRunsMatch } from "./index.ts";

const MANY = 10_000;

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  const flow = sampleFlow();
  const one = sampleFlowRun({ flow_id: flow.id, name: "one", tags: '["x"]' });
  const other = sampleFlowRun({ flow_id: flow.id, name: "100% oth_er", tags: '["y"]' });
  beforeAll(async () => {
    database = await openDatabase();
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      await transaction.insertInto("flow_runs").values([one, other]).execute();
    });
  });

  const find = async (filters: RunFilters): Promise<string[]> => {
    const query = database.scanner
      .selectFrom("flow_runs")
      .select("name")
      .where(flowRunsMatch(dialect, filters));
    return (await query.orderBy("name", "desc").execute()).map(({ name }) => name);
  };
  const findBy = (flow_runs: FlowRunFilter) => find({ flow_runs });

  test("ten thousand ids are no more than one", async () => {
    const strangers = Array.from({ length: MANY }, () => randomUUID());
    expect(await findBy({ id: { any_: [...strangers, one.id] } })).toEqual(["one"]);
    expect(await findBy({ id: { not_any_: [...strangers, one.id] } })).toEqual([other.name]);
    expect(await findBy({ parent_flow_run_id: { any_: strangers } })).toEqual([]);
    expect(await find({ flows: { id: { any_: [...strangers, flow.id] } } })).toEqual(["one", other.name]);
  });

  test("ten thousand names, keys and tags are no more than one", async () => {
    const texts = Array.from({ length: MANY }, (_, place) => `'${place}"`);
    expect(await findBy({ name: { any_: [...texts, "one"] } })).toEqual(["one"]);
    expect(await findBy({ idempotency_key: { any_: texts } })).toEqual([]);
    expect(await findBy({ tags: { any_: [...texts, "y"] } })).toEqual([other.name]);
    expect(await findBy({ tags: { all_: [...texts, "y"] } })).toEqual([]);
    expect(await findBy({ created_by: { type_: texts } })).toEqual([]);
  });

  test.each(["x".repeat(1_000_000), "ü".repeat(100_000), `%${"_".repeat(60_000)}`])(
    "a pattern longer than any name finds nothing",
    async (like_) => {
      expect(await findBy({ name: { like_ } })).toEqual([]);
    },
  );

  test("percent signs and underscores are wildcards, a backslash is none", async () => {
    expect(await findBy({ name: { like_: "100%OTH_ER" } })).toEqual([other.name]);
    expect(await findBy({ name: { like_: "o_e" } })).toEqual(["one"]);
    expect(await findBy({ name: { like_: "\\%" } })).toEqual([]);
  });

  test("NUL in a value is no error", async () => {
    expect(await findBy({ name: { any_: ["one\0", "x"] } })).toEqual(["one"]);
    expect(await findBy({ name: { like_: "\0" } })).toEqual(["one", other.name]);
  });

  test("a filter of deployments, pools or queues finds nothing while there are none", async () => {
    for (const filters of [{ deployments: {} }, { work_pools: {} }, { work_pool_queues: {} }]) {
      for (const matches of [flowsMatch, flowRunsMatch, taskRunsMatch]) {
        const query = database.reader
          .selectFrom(["flows", "flow_runs"])
          .leftJoin("task_runs", "task_runs.flow_run_id", "flow_runs.id")
          .select("flow_runs.id")
          .where(matches(dialect, filters));
        expect(await query.execute()).toEqual([]);
      }
    }
  });
});
