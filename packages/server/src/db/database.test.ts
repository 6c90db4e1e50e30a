import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleFlow, sampleFlowRun } from "../../test/sample-rows.ts";
import type { Connection, Database } from "./database.ts";
import { insertRows } from "./insert-rows.ts";

const insertFlow = (connection: Connection, flow = sampleFlow()) =>
  connection.insertInto("flows").values(flow).execute();

const findFlow = (connection: Connection, id: string) =>
  connection.selectFrom("flows").selectAll().where("id", "=", id).executeTakeFirst();

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });
  test.runIf(dialect === "postgres")("no statement is compiled before it runs", async () => {
    const { rows } = await sql<{ jit: string }>`show jit`.execute(database.scanner);
    expect(rows).toEqual([{ jit: "off" }]);
  });

  test("a write answers what its operation answers", async () => {
    expect(await database.write(async () => "done")).toBe("done");
  });

  test("a write can be read by the reader and by the scanner as soon as it is answered", async () => {
    const flow = sampleFlow();
    await database.write((transaction) => insertFlow(transaction, flow));
    expect(await findFlow(database.reader, flow.id)).toEqual(flow);
    expect(await findFlow(database.scanner, flow.id)).toEqual(flow);
  });

  test("a write reads its own rows before others do", async () => {
    const flow = sampleFlow();
    await database.write(async (transaction) => {
      await insertFlow(transaction, flow);
      expect(await findFlow(transaction, flow.id)).toEqual(flow);
      expect(await findFlow(database.reader, flow.id)).toBeUndefined();
      expect(await findFlow(database.scanner, flow.id)).toBeUndefined();
    });
  });

  test("a write leaves nothing behind when its operation throws", async () => {
    const flow = sampleFlow();
    const failing = database.write(async (transaction) => {
      await insertFlow(transaction, flow);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await findFlow(database.reader, flow.id)).toBeUndefined();
  });

  test("a write leaves nothing behind when its last statement is refused", async () => {
    const flow = sampleFlow();
    const failing = database.write(async (transaction) => {
      await insertFlow(transaction, flow);
      await insertFlow(transaction, sampleFlow({ name: flow.name }));
    });
    await expect(failing).rejects.toThrow(/unique/i);
    expect(await findFlow(database.reader, flow.id)).toBeUndefined();
  });

  test("a write leaves nothing behind when one of the rows of a statement is refused", async () => {
    const flow = sampleFlow();
    const beside = sampleFlow();
    const rows = [flow, sampleFlow(), sampleFlow({ name: flow.name })].map(Object.values);
    const columns = Object.keys(flow) as (keyof typeof flow)[];
    const [failed] = await Promise.allSettled([
      database.write((transaction) => insertRows(transaction, "flows", columns, rows)),
      database.write((transaction) => insertFlow(transaction, beside)),
    ]);
    expect(failed).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringMatching(/unique/i) },
    });
    expect(await findFlow(database.reader, flow.id)).toBeUndefined();
    expect(await findFlow(database.reader, beside.id)).toEqual(beside);
  });

  test("statements still under way when a write fails are rolled back with it", async () => {
    const flow = sampleFlow();
    const stragglers = Array.from({ length: 20 }, () => sampleFlow());
    await database.write((transaction) => insertFlow(transaction, flow));
    const failing = database.write((transaction) =>
      Promise.all([flow, ...stragglers].map((each) => insertFlow(transaction, each))),
    );
    await expect(failing).rejects.toThrow(/unique/i);
    await database.write(async () => {});
    for (const { id } of stragglers) expect(await findFlow(database.reader, id)).toBeUndefined();
  });

  test("a write refuses a reference to a row that is not there", async () => {
    const orphan = sampleFlowRun({ flow_id: sampleFlow().id });
    const failing = database.write((transaction) =>
      transaction.insertInto("flow_runs").values(orphan).execute(),
    );
    await expect(failing).rejects.toThrow(/foreign key/i);
  });
});

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
  });

  test("writes that arrive together all come through, and one that fails takes no other with it", async () => {
    const flows = Array.from({ length: 64 }, () => sampleFlow());
    const outcomes = await Promise.allSettled(
      flows.map((flow, place) =>
        database.write(async (transaction) => {
          await insertFlow(transaction, flow);
          if (place % 5 === 0) throw new Error(`number ${place} failed`);
          return place;
        }),
      ),
    );
    for (const [place, outcome] of outcomes.entries()) {
      if (place % 5 === 0) expect(outcome).toMatchObject({ reason: { message: `number ${place} failed` } });
      else expect(outcome).toEqual({ status: "fulfilled", value: place });
      expect(Boolean(await findFlow(database.reader, flows[place]!.id))).toBe(place % 5 !== 0);
    }
  });

  test("writes that arrive together are each answered only once they are committed", async () => {
    const flows = Array.from({ length: 64 }, () => sampleFlow());
    const foundWhenAnswered = await Promise.all(
      flows.map(async (flow) => {
        await database.write((transaction) => insertFlow(transaction, flow));
        return (await findFlow(database.reader, flow.id)) !== undefined;
      }),
    );
    expect(foundWhenAnswered).toEqual(flows.map(() => true));
  });

  test("writes that arrive together lose no update when 64 of them count up one number", async () => {
    const flow = sampleFlow({ tags: "0" });
    await database.write((transaction) => insertFlow(transaction, flow));
    const countUp = async (transaction: Connection) => {
      const query = transaction.selectFrom("flows").select("tags").where("id", "=", flow.id);
      const locked = dialect === "postgres" ? query.forUpdate() : query;
      const { tags } = await locked.executeTakeFirstOrThrow();
      await transaction
        .updateTable("flows")
        .set({ tags: String(Number(tags) + 1) })
        .where("id", "=", flow.id)
        .execute();
    };
    await Promise.all(Array.from({ length: 64 }, () => database.write(countUp)));
    expect((await findFlow(database.reader, flow.id))?.tags).toBe("64");
  });
});
