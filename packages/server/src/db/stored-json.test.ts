import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow } from "../../test/sample-rows.ts";
import type { Database } from "./database.ts";
import { jsonField } from "./json-field.ts";
import { jsonRows } from "./json-rows.ts";

forEachDialect((_dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });

  test.each([
    [{ wanted: "found", other: "\0" }],
    [{ wanted: "found", other: "\ud800 half a pair" }],
    [{ "\0": 1, "\udfff": 2, wanted: "found" }],
    [{ wanted: "found", other: "\\u0000 \\\\u0000 \\\0 \\\\\0 \\ud800" }],
    [{ wanted: "found", other: '"wanted":"lost" 😀' }],
  ])("a field of JSON is read whatever stands beside it: %j", async (labels) => {
    const flow = sampleFlow({ labels: JSON.stringify(labels) });
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
    const field = jsonField(database.reader, "flows.labels", "wanted").as("field");
    const query = database.reader.selectFrom("flows").select(field).where("id", "=", flow.id);
    expect(await query.executeTakeFirst()).toEqual({ field: "found" });
  });

  test("a field that JSON does not have is null", async () => {
    const flow = sampleFlow({ labels: '{"other":1}' });
    await database.write((transaction) => transaction.insertInto("flows").values(flow).execute());
    const field = jsonField(database.reader, "flows.labels", "wanted").as("field");
    const query = database.reader.selectFrom("flows").select(field).where("id", "=", flow.id);
    expect(await query.executeTakeFirst()).toEqual({ field: null });
  });

  test("rows passed as JSON hold what columns would", async () => {
    const texts = ["plain", "\0a\0", "x\ud800", "\\u0000", `'"%_`, "😀", null];
    const given = jsonRows(
      database.reader,
      texts.map((text) => [text]),
    );
    const { rows } = await sql<{
      text: string | null;
    }>`select ${given.text(0)} as text from ${given.table}`.execute(database.reader);
    expect(rows.map(({ text }) => text)).toEqual(["plain", "a", "x\ufffd", "\\u0000", `'"%_`, "😀", null]);
  });
});
