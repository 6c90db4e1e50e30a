import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import { createWorkPool } from "../work-pools/create-work-pool.ts";
import { getWorkQueue } from "../work-queues/read-work-queues.ts";
import { PollMarks } from "./poll-marks.ts";

forEachDialect((_dialect, openDatabase) => {
  let context: Context;
  beforeAll(async () => {
    context = testContext(await openDatabase());
  });

  const addQueue = async (name: string) => (await createWorkPool(context, { name })).default_queue_id!;
  const lastPolled = async (id: string) => (await getWorkQueue(context, { id })).last_polled;

  test("the first poll of a queue is written at once, those after it together and later", async () => {
    const id = await addQueue("often");
    await using marks = new PollMarks(context);
    await marks.note([id]);
    const first = await lastPolled(id);
    expect(first).not.toBeNull();
    for (let poll = 0; poll < 100; poll++) await marks.note([id]);
    expect(await lastPolled(id)).toBe(first);
  });

  test("what is not written when the server stops is written then", async () => {
    const id = await addQueue("stopping");
    let first: string | null;
    {
      await using marks = new PollMarks(context);
      await marks.note([id]);
      first = await lastPolled(id);
      await marks.note([id]);
    }
    expect((await lastPolled(id))! > first!).toBe(true);
  });

  test("many polls of many queues in any order do not wait for each other", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, (_, place) => addQueue(`many-${place}`)));
    const servers = Array.from({ length: 4 }, () => new PollMarks(context));
    await Promise.all(
      servers.flatMap((marks) => [
        marks.note(ids),
        marks.note(ids.toReversed()),
        marks.note([ids[3]!, ids[1]!]),
      ]),
    );
    for (const marks of servers) await marks[Symbol.asyncDispose]();
    expect(await Promise.all(ids.map(lastPolled))).not.toContain(null);
  });

  test("a queue that is gone is forgotten", async () => {
    const errors: string[] = [];
    const log = { info: () => {}, error: (message: string) => void errors.push(message) };
    await using marks = new PollMarks({ ...context, log });
    await marks.note(["0190a0b0-0000-7000-8000-000000000001"]);
    expect(errors).toEqual([]);
  });
});
