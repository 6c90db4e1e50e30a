import { randomUUID } from "node:crypto";
import type { FlowRunFilter } from "@reeve/protocol";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun, sampleLog, sampleTaskRun } from "../../test/sample-rows.ts";
import type { Database } from "../db/database.ts";
import { flowRunsMatch } from "./index.ts";

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  const flow = sampleFlow();
  const a = sampleFlowRun({ flow_id: flow.id, name: "a", tags: '["x","\\u0000","\\"q\\"","ü😀"]' });
  const b = sampleFlowRun({ flow_id: flow.id, name: "b", tags: '["x"]' });
  beforeAll(async () => {
    database = await openDatabase();
    await database.write(async (t) => {
      await t.insertInto("flows").values(flow).execute();
      await t.insertInto("flow_runs").values([a, b]).execute();
    });
  });
  const names = async (filter: FlowRunFilter) =>
    (
      await database.scanner
        .selectFrom("flow_runs")
        .select("name")
        .where(flowRunsMatch(dialect, { flow_runs: filter }))
        .orderBy("name")
        .execute()
    )
      .map((row) => row.name)
      .join();

  test("tags", async () => {
    expect(await names({ tags: { all_: ["x"] } })).toBe("a,b");
    expect(await names({ tags: { all_: ["x", "\0"] } })).toBe("a");
    expect(await names({ tags: { any_: ["q", '"q"', "zz"] } })).toBe("a");
    expect(await names({ tags: { any_: ["ü😀"] } })).toBe("a");
    expect(await names({ tags: { is_null_: true } })).toBe("");
    expect(await names({ name: { like_: "A" }, tags: { all_: [], is_null_: false } })).toBe("a");
  });
});
