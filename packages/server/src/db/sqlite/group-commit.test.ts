import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { sampleFlow } from "../../../test/sample-rows.ts";
import { createMigratedDatabase, type TemporaryDatabase } from "../../../test/temporary-database.ts";
import type { Connection, Database } from "../database.ts";

let temporary: TemporaryDatabase;
let database: Database;
beforeAll(async () => {
  temporary = await createMigratedDatabase("sqlite");
  database = await temporary.open();
});
// What arrives together is apart again where it takes long, as on a busy machine.
beforeEach(() => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  return () => clock.mockRestore();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await temporary.remove();
});

const insertFlow = (connection: Connection, flow = sampleFlow()) =>
  connection.insertInto("flows").values(flow).execute();

const findFlow = (connection: Connection, id: string) =>
  connection.selectFrom("flows").select("id").where("id", "=", id).executeTakeFirst();

test("writes that arrive together share a commit, and none is answered before it", async () => {
  const order: string[] = [];
  const [first, second] = [sampleFlow(), sampleFlow()];
  const write = async (name: string, flow: typeof first) => {
    await database.write(async (transaction) => {
      await insertFlow(transaction, flow);
      order.push(`${name} written`);
      if (flow === second) expect(await findFlow(database.reader, first.id)).toBeUndefined();
    });
    order.push(`${name} answered`);
  };
  await Promise.all([write("first", first), write("second", second)]);
  expect(order).toEqual(["first written", "second written", "first answered", "second answered"]);
});

test("a write sees what those before it in the same commit have written", async () => {
  const flow = sampleFlow();
  const [, found] = await Promise.all([
    database.write((transaction) => insertFlow(transaction, flow)),
    database.write((transaction) => findFlow(transaction, flow.id)),
  ]);
  expect(found).toEqual({ id: flow.id });
});

test("a write does not see what one that failed before it in the same commit had written", async () => {
  const flow = sampleFlow();
  const failing = database.write(async (transaction) => {
    await insertFlow(transaction, flow);
    throw new Error("no");
  });
  const looking = database.write((transaction) => findFlow(transaction, flow.id));
  await expect(failing).rejects.toThrow("no");
  expect(await looking).toBeUndefined();
});

test("writes run again, and are stored once, when one beside them has to be undone", async () => {
  const flow = sampleFlow();
  let runs = 0;
  const [stored, failed] = await Promise.allSettled([
    database.write(async (transaction) => {
      runs++;
      await insertFlow(transaction, flow);
    }),
    database.write(async (transaction) => {
      await insertFlow(transaction, sampleFlow());
      throw new Error("no");
    }),
  ]);
  expect([stored.status, failed.status]).toEqual(["fulfilled", "rejected"]);
  expect(runs).toBe(2);
  expect(await findFlow(database.reader, flow.id)).toBeDefined();
});

test("writes run once when one beside them fails before it has changed anything", async () => {
  const flow = sampleFlow();
  let runs = 0;
  const [stored, failed] = await Promise.allSettled([
    database.write(async (transaction) => {
      runs++;
      await insertFlow(transaction, flow);
    }),
    database.write(async (transaction) => {
      await findFlow(transaction, flow.id);
      throw new Error("no");
    }),
  ]);
  expect([stored.status, failed.status]).toEqual(["fulfilled", "rejected"]);
  expect(runs).toBe(1);
  expect(await findFlow(database.reader, flow.id)).toBeDefined();
});

test("a write that fails alone leaves nothing, and the next one is stored", async () => {
  const [first, second] = [sampleFlow(), sampleFlow()];
  const failing = database.write(async (transaction) => {
    await insertFlow(transaction, first);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await database.write((transaction) => insertFlow(transaction, second));
  expect(await findFlow(database.reader, first.id)).toBeUndefined();
  expect(await findFlow(database.reader, second.id)).toBeDefined();
});

test("a write goes on after a refused statement that it catches", async () => {
  const flow = sampleFlow();
  await database.write(async (transaction) => {
    await insertFlow(transaction, flow);
    await insertFlow(transaction, flow).catch(() => {});
  });
  expect(await findFlow(database.reader, flow.id)).toBeDefined();
});

test("a write that waits for the event loop keeps its place among the others", async () => {
  const flow = sampleFlow();
  const [, found] = await Promise.all([
    database.write(async (transaction) => {
      await setImmediate();
      await insertFlow(transaction, flow);
    }),
    database.write((transaction) => findFlow(transaction, flow.id)),
  ]);
  expect(found).toEqual({ id: flow.id });
});

test("more writes than fit one commit are all committed", async () => {
  const flows = Array.from({ length: 350 }, () => sampleFlow());
  await Promise.all(flows.map((flow) => database.write((transaction) => insertFlow(transaction, flow))));
  const ids = flows.map(({ id }) => id);
  const stored = await database.reader.selectFrom("flows").select("id").where("id", "in", ids).execute();
  expect(stored).toHaveLength(350);
});

test("closing waits for the writes that were asked for", async () => {
  const place = await createMigratedDatabase("sqlite");
  const flow = sampleFlow();
  const closing = await place.open();
  const written = closing.write((transaction) => insertFlow(transaction, flow));
  await closing[Symbol.asyncDispose]();
  await written;
  await using reopened = await place.open();
  expect(await findFlow(reopened.reader, flow.id)).toEqual({ id: flow.id });
  await place.remove();
});
