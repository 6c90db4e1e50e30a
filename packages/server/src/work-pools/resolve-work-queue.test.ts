import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import { createWorkPool } from "./create-work-pool.ts";
import { type QueueNames, resolveWorkQueue } from "./resolve-work-queue.ts";

forEachDialect((_dialect, openDatabase) => {
  let context: Context;
  beforeAll(async () => {
    context = testContext(await openDatabase());
  });

  const resolve = (names: QueueNames, options?: { creates?: boolean }) =>
    context.db.write((transaction) => resolveWorkQueue(context, transaction, names, options));

  test("no names are no queue", async () => {
    expect(await resolve({})).toBeNull();
    expect(await resolve({ work_pool_name: null, work_queue_name: null })).toBeNull();
  });

  test("a pool alone is its default queue", async () => {
    const pool = await createWorkPool(context, { name: "alone" });
    const resolved = await resolve({ work_pool_name: "alone" });
    expect(resolved).toMatchObject({
      queue: { id: pool.default_queue_id, name: "default" },
      pool: { id: pool.id },
    });
  });

  test("a queue that its pool lacks is created once, however many ask for it at the same time", async () => {
    await createWorkPool(context, { name: "asked" });
    const names = { work_pool_name: "asked", work_queue_name: "new" };
    const resolved = await Promise.all(Array.from({ length: 8 }, () => resolve(names)));
    expect(new Set(resolved.map((one) => one?.queue.id)).size).toBe(1);
    expect(resolved[0]?.queue).toMatchObject({ name: "new", priority: 2, status: "NOT_READY" });
  });

  test("a queue is not created where that was not asked for", async () => {
    await createWorkPool(context, { name: "strict" });
    const names = { work_pool_name: "strict", work_queue_name: "other" };
    await expect(resolve(names, { creates: false })).rejects.toThrow(
      "There is no queue named other in a work pool named strict",
    );
  });

  test("a pool that does not exist is refused", async () => {
    await expect(resolve({ work_pool_name: "none", work_queue_name: "q" })).rejects.toThrow(
      "no work pool named none",
    );
  });

  test("a queue without a pool is in the pool for agents, created once however many ask at the same time", async () => {
    const resolved = await Promise.all(
      Array.from({ length: 8 }, () => resolve({ work_queue_name: "lonely" })),
    );
    expect(new Set(resolved.map((one) => one?.queue.id)).size).toBe(1);
    expect(resolved[0]?.pool).toMatchObject({
      name: "default-agent-pool",
      type: "prefect-agent",
      status: null,
    });
  });
});
