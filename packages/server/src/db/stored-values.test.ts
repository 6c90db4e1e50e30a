import { beforeAll, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun, sampleLog } from "../../test/sample-rows.ts";
import type { Database } from "./database.ts";
import { insertRows } from "./insert-rows.ts";
import type { FlowRunsTable } from "./schema/flow-runs.ts";

const HOSTILE_TEXTS = [
  "'; drop table flows; --",
  `"double" and 'single' and \`back\` quotes`,
  "100% of_everything \\ with \\% and \\_",
  "$1 ? :name @name {}",
  "line\r\nbreak\ttab \u2028 \u0001",
  "ünï©ødé 😀 \u0301",
  "{}[]null",
  "",
  "x".repeat(1_000_000),
];

forEachDialect((_dialect, openDatabase) => {
  let database: Database;
  const flow = sampleFlow();
  beforeAll(async () => {
    database = await openDatabase();
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
  });

  const storeFlowRun = async (own: Partial<FlowRunsTable>): Promise<FlowRunsTable> => {
    const row = sampleFlowRun({ flow_id: flow.id, ...own });
    await database.write((transaction) => transaction.insertInto("flow_runs").values(row).execute());
    const query = database.scanner.selectFrom("flow_runs").selectAll().where("id", "=", row.id);
    return await query.executeTakeFirstOrThrow();
  };

  test("every column of a row comes back as it was stored", async () => {
    const row = sampleFlowRun({
      flow_id: flow.id,
      run_count: 3,
      auto_scheduled: 1,
      total_run_time: 0.1 + 0.2,
      state_type: "RUNNING",
      start_time: "2026-01-02T03:04:05.000001Z",
      created_by: '{"id":"x"}',
    });
    expect(await storeFlowRun(row)).toEqual(row);
  });

  test.each([
    "2026-11-22T23:04:13.036778Z",
    "2026-11-22T23:04:13.000000Z",
    "2026-11-22T23:04:13.999999Z",
    "2026-11-22T23:04:13.120000Z",
    "1969-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999Z",
  ])("the time %s keeps its microseconds", async (time) => {
    expect(await storeFlowRun({ expected_start_time: time })).toMatchObject({ expected_start_time: time });
  });

  test("JSON keeps its spelling", async () => {
    const parameters = '{"b": 1.0, "a":1e-07,"b":2, "z":"\\u0000\\ud800\\"" ,\n"n":12345678901234567890}';
    expect(await storeFlowRun({ parameters })).toMatchObject({ parameters });
  });

  test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text]))(
    "text is only text: %j",
    async (_, text) => {
      expect(await storeFlowRun({ name: text })).toMatchObject({ name: text });
    },
  );

  describe("NUL in a text", () => {
    test("is left out of a row", async () => {
      expect(await storeFlowRun({ name: "\0a\0\0b\0" })).toMatchObject({ name: "ab" });
    });

    test("is left out of rows inserted many at a time", async () => {
      const lines = [sampleLog({ message: "a\0b" }), sampleLog({ message: "\0" })];
      const columns = ["id", "created", "name", "level", "message", "timestamp"] as const;
      const values = lines.map((line) => columns.map((column) => line[column]));
      await database.write((transaction) => insertRows(transaction, "logs", columns, values));
      const ids = lines.map(({ id }) => id);
      const rows = await database.reader
        .selectFrom("logs")
        .select(["id", "message"])
        .where("id", "in", ids)
        .execute();
      expect(new Map(rows.map(({ id, message }) => [id, message]))).toEqual(
        new Map([
          [ids[0], "ab"],
          [ids[1], ""],
        ]),
      );
    });

    test("does not stop a search", async () => {
      const { id } = await storeFlowRun({ name: "needle" });
      const query = database.reader.selectFrom("flow_runs").select("id").where("name", "=", "nee\0dle");
      expect(await query.execute()).toEqual([{ id }]);
    });
  });
});
