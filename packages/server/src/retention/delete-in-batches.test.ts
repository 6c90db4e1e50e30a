import { readSettings } from "@reeve/settings";
import { beforeAll, describe, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import { deleteInBatches } from "./delete-in-batches.ts";

forEachDialect((dialect, openDatabase) => {
  let context: Context;
  beforeAll(async () => {
    const settings = readSettings({ env: { PREFECT_SERVER_SERVICES_DB_VACUUM_BATCH_SIZE: "100" } });
    context = { ...testContext(await openDatabase()), settings };
  });

  /** Deletes rows of which each takes so long, and answers the limits that it was given. */
  async function limitsFor(rows: number, msPerRow: number): Promise<number[]> {
    const limits: number[] = [];
    let left = rows;
    const total = await deleteInBatches(context, new AbortController().signal, async (_, limit) => {
      limits.push(limit);
      const count = Math.min(limit, left);
      const end = performance.now() + count * msPerRow;
      while (performance.now() < end);
      left -= count;
      return count;
    });
    expect(total).toBe(rows);
    return limits;
  }

  test("no batch is larger than the setting says, and the last finds nothing", async () => {
    const limits = await limitsFor(500, 0);
    expect(Math.max(...limits)).toBe(100);
  });

  describe.runIf(dialect === "sqlite")("where the thread that answers requests does the work", () => {
    test("batches become as small as they have to be to be over soon", async () => {
      const limits = await limitsFor(30, 2);
      expect(limits[0]).toBe(10);
      expect(Math.max(...limits.slice(1))).toBeLessThanOrEqual(2);
    });
  });

  test("a signal ends it after the batch under way", async () => {
    const stop = new AbortController();
    const total = await deleteInBatches(context, stop.signal, async (_, limit) => {
      stop.abort();
      return limit;
    });
    expect(total).toBe(dialect === "sqlite" ? 10 : 100);
  });
});
