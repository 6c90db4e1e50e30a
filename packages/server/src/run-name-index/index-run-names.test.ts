import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import { deleteAllRows } from "../db/delete-all-rows.ts";
import { mergeNextNameChanges } from "./queries.ts";

forEachDialect((dialect, openDatabase) => {
  test.runIf(dialect === "postgres")(
    "whoever empties the database waits for names that are put in, and they not for him",
    async () => {
      const database = await openDatabase();
      const flow = sampleFlow();
      await database.write(async (transaction) => {
        await transaction.insertInto("flows").values(flow).execute();
        await transaction
          .insertInto("flow_runs")
          .values(sampleFlowRun({ flow_id: flow.id }))
          .execute();
      });
      const [isLocked, isAwaited] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      // What gave way to another is done again.
      let times = 0;
      const merged = database.write(async (transaction) => {
        times++;
        await sql`lock table named_flow_runs in share row exclusive mode`.execute(transaction);
        isLocked.resolve();
        await isAwaited.promise;
        await mergeNextNameChanges(transaction, 10);
      });
      await isLocked.promise;
      const emptied = database.write((transaction) => {
        times++;
        return deleteAllRows(transaction);
      });
      await vi.waitFor(async () => {
        const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          database.reader,
        );
        expect(rows).toHaveLength(1);
      }, 10_000);
      isAwaited.resolve();
      await Promise.all([merged, emptied]);
      expect(times).toBe(2);
      for (const table of ["flow_runs", "named_flow_runs", "flow_run_name_changes"] as const) {
        expect(await database.reader.selectFrom(table).select("id").execute()).toEqual([]);
      }
    },
  );
});
