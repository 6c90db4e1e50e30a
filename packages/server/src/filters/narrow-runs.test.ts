import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { insertRows } from "../db/insert-rows.ts";
import type { FlowRunsTable } from "../db/schema/flow-runs.ts";
import { countFlowRuns } from "../flow-runs/count-flow-runs.ts";
import { listFlowRuns } from "../flow-runs/read-flow-runs.ts";
import { narrowFlowRuns } from "./narrow-runs.ts";

forEachDialect((_, openDatabase) => {
  let database: Database;
  let context: Context;
  const flow = sampleFlow();
  beforeAll(async () => {
    database = await openDatabase();
    context = testContext(database);
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
  });
  const addRuns = async (...tagsOfEach: string[][]) => {
    const rows = tagsOfEach.map((tags) => sampleFlowRun({ flow_id: flow.id, tags: JSON.stringify(tags) }));
    const columns = Object.keys(rows[0]!) as (keyof FlowRunsTable)[];
    const values = rows.map((row) => columns.map((column) => row[column]));
    await database.write((transaction) => insertRows(transaction, "flow_runs", columns, values));
    return rows.map(({ id }) => id);
  };
  const withTag = (tag: string) => ({ flow_runs: { tags: { all_: [tag] } } });
  const find = async (tag: string) => {
    const found = await listFlowRuns(context, withTag(tag), { sort: "START_TIME_DESC", limit: 9, offset: 0 });
    expect(await countFlowRuns(context, withTag(tag))).toBe(found.length);
    return found.map(({ id }) => id).toSorted();
  };
  const isNarrowed = async (tag: string) =>
    (await narrowFlowRuns(database.reader, withTag(tag))).lead !== undefined;

  test("a tag is found at the end of a set that is longer than the index has of it, in pairs of halves too", async () => {
    const long = Array.from({ length: 60 }, (_, n) => `\u{1F9A6}-otter-${n}`);
    const [alone, ofMany] = [await addRuns(["last"]), await addRuns([...long, "last"])];
    await addRuns(long, ["lasting"], []);
    expect(await isNarrowed("last")).toBe(true);
    expect(await find("last")).toEqual([...alone, ...ofMany].toSorted());
  });

  test("runs are found by a tag where each run has tags of its own", async () => {
    const each = await addRuns(...Array.from({ length: 2_100 }, (_, n) => [`own-${n}`]));
    expect(await isNarrowed("own-7")).toBe(false);
    expect(await find("own-7")).toEqual([each[7]]);
    expect(await find("own")).toEqual([]);
  });
});
