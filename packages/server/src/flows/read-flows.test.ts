import { expect, test } from "vitest";
import { TEXTS } from "../../test/arbitrary-values.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import { listFlows, listFlowTexts } from "./read-flows.ts";

const PAGE = { limit: 100, offset: 0 };

forEachDialect((_, openDatabase) => {
  test("flows that the database writes as JSON say what their rows say, numbers as they were spelled", async () => {
    const database = await openDatabase();
    const labels = '{"whole":1.0,"nested":{"x":[null]}}';
    const flows = [...new Set(TEXTS)].map((name) =>
      sampleFlow({ name, tags: JSON.stringify([name, '" \\']), labels }),
    );
    await database.write((db) => db.insertInto("flows").values(flows).execute());
    const context = testContext(database);
    const { text } = await listFlowTexts(context, {}, PAGE);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(await listFlows(context, {}, PAGE))));
    expect(text.split(`"labels":${labels}`)).toHaveLength(flows.length + 1);
  });
});
