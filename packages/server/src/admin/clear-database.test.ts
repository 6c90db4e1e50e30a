import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createFlowRun } from "../../test/sample-requests.ts";
import { onEachServer, type TestServer } from "../../test/start-test-server.ts";
import { ourTables } from "../db/our-tables.ts";

async function countRows({ database }: TestServer): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await ourTables()) {
    // Readers of events write down how far they are whenever they have come further.
    if (name === "feed_places") continue;
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
      database.reader,
    );
    counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

describe("a server that may be cleared", () => {
  onEachServer(
    (server) => {
      test("is as new afterwards, and goes on", async () => {
        const atStart = await countRows(server);
        expect(atStart.block_types).toBeGreaterThan(0);
        const { id } = await createFlowRun(server);
        await server.post("/logs/", [
          { name: "n", level: 20, message: "m", timestamp: "2026-01-01T00:00:00Z" },
        ]);
        await server.post("/work_pools/", { name: "pool", type: "process" });
        expect(await countRows(server)).not.toEqual(atStart);
        expect((await server.post("/admin/database/clear", { confirm: true })).status).toBe(204);
        expect(await countRows(server)).toEqual(atStart);
        expect((await server.get(`/flow_runs/${id}`)).status).toBe(404);
        const again = await createFlowRun(server);
        expect((await server.get(`/flow_runs/${again.id}`)).status).toBe(200);
      });

      test("forgets the automations that it kept in memory", async () => {
        const automation = {
          name: "greets every flow",
          trigger: {
            type: "event",
            posture: "Reactive",
            expect: ["prefect.flow.created"],
            threshold: 1,
            within: 0,
          },
          actions: [{ type: "do-nothing" }],
        };
        const fired = async () => {
          const filter = { event: { name: ["prefect.automation.triggered"] } };
          return (await server.post("/events/filter", { filter })).body.total as number;
        };
        expect((await server.post("/automations/", automation)).status).toBe(201);
        await createFlowRun(server);
        await expect.poll(fired).toBe(1);
        await server.post("/admin/database/clear", { confirm: true });
        await createFlowRun(server);
        expect((await server.post("/automations/", { ...automation, name: "another" })).status).toBe(201);
        await createFlowRun(server);
        await expect.poll(fired).toBe(1);
      });

      test("is not cleared by a request that does not say that this is meant", async () => {
        const { id } = await createFlowRun(server);
        for (const body of [undefined, {}, { confirm: false }]) {
          expect(await server.post("/admin/database/clear", body)).toMatchObject({
            status: 400,
            body: { detail: expect.stringContaining('{"confirm": true}') },
          });
        }
        expect((await server.get(`/flow_runs/${id}`)).status).toBe(200);
      });

      test("sends the events of what comes after", async () => {
        using socket = await server.connect("/events/out");
        const until = "2100-01-01T00:00:00Z";
        socket.send({
          type: "filter",
          backfill: false,
          filter: { event: { name: ["prefect.flow.created"] }, occurred: { until } },
        });
        const hasCome = async (flowId: string) => {
          for (;;) {
            const { event } = await socket.next();
            if (event.resource["prefect.resource.id"] === `prefect.flow.${flowId}`) return true;
          }
        };
        expect(await hasCome((await createFlowRun(server)).flow_id)).toBe(true);
        await server.post("/admin/database/clear", { confirm: true });
        expect(await hasCome((await createFlowRun(server)).flow_id)).toBe(true);
      });
    },
    { serverAllowClear: true },
  );
});

describe("any other server", () => {
  onEachServer(
    (server) => {
      test("knows nothing of it", async () => {
        expect((await server.post("/admin/database/clear", { confirm: true })).status).toBe(404);
      });
    },
    {},
    ["sqlite"],
  );
});
