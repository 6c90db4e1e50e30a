import { leastIdAt, newId } from "@reeve/protocol";
import { readSettings } from "@reeve/settings";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { createFlow, createFlowRun, eventsOf, setState, taskRunEvent } from "../../test/sample-requests.ts";
import { sampleLog } from "../../test/sample-rows.ts";
import { onEachServer } from "../../test/start-test-server.ts";
import { testContext } from "../../test/test-context.ts";
import { indexRelatedResources } from "../events/index-related-resources.ts";
import { pruneOldData } from "./prune-old-data.ts";

const DAY = 24 * 60 * 60;

onEachServer((server) => {
  /** As if so many days had passed, with these settings and batches of few rows. */
  const prune = (days: number, env: Record<string, string>, signal?: AbortSignal) => {
    const settings = readSettings({ env: { REEVE_SERVER_SERVICES_DB_VACUUM_BATCH_SIZE: "5", ...env } });
    return pruneOldData({ ...testContext(server.database, days * DAY), settings }, signal);
  };
  const count = async (table: string, column: string, value: string): Promise<number> => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}
      where ${sql.ref(column)} = ${value}`.execute(server.database.reader);
    return Number(rows[0]?.count);
  };
  const line = (own: object) => ({
    name: "n",
    level: 20,
    message: "m",
    timestamp: "2026-01-01T00:00:00Z",
    ...own,
  });

  describe("flow runs", () => {
    const env = { REEVE_SERVER_RETENTION_FLOW_RUNS: "30d" };

    async function createEndedRun(own: Record<string, unknown> = {}, parts = 3): Promise<string> {
      const { id } = await createFlowRun(server, own);
      const reports = Array.from({ length: parts }, () => taskRunEvent({ flowRunId: id, type: "COMPLETED" }));
      await server.post("/events", reports);
      await server.post(
        "/logs/",
        Array.from({ length: parts }, () => line({ flow_run_id: id })),
      );
      await server.post("/artifacts/", { type: "markdown", data: "d", flow_run_id: id });
      await setState(server, id, { type: "RUNNING" });
      await setState(server, id, { type: "COMPLETED", data: { type: "stored", at: "somewhere" } });
      return id;
    }
    const partsOf = async (id: string) => ({
      run: await count("flow_runs", "id", id),
      states: await count("flow_run_states", "flow_run_id", id),
      taskRuns: await count("task_runs", "flow_run_id", id),
      logs: await count("logs", "flow_run_id", id),
      artifacts: await count("artifacts", "flow_run_id", id),
    });
    const NOTHING = { run: 0, states: 0, taskRuns: 0, logs: 0, artifacts: 0 };

    test("that ended long ago go with all that belongs to them, in as many batches as it takes", async () => {
      const { id: flow_id } = await createFlow(server);
      const [small, large] = [await createEndedRun({ flow_id }), await createEndedRun({ flow_id }, 23)];
      const before = await partsOf(large);
      expect(before).toEqual({ run: 1, states: 3, taskRuns: 23, logs: 23, artifacts: 2 });
      await prune(29, env);
      expect(await partsOf(large)).toEqual(before);
      await prune(31, env);
      expect([await partsOf(small), await partsOf(large)]).toEqual([NOTHING, NOTHING]);
      expect((await server.get(`/flows/${flow_id}`)).status).toBe(200);
    });

    test("that have not ended stay, however old they are", async () => {
      const { id } = await createFlowRun(server);
      await setState(server, id, { type: "RUNNING" });
      await prune(10_000, env);
      expect(await count("flow_runs", "id", id)).toBe(1);
    });

    test("that are subflows go after their parent, and stay as long as it does", async () => {
      const parent = await createFlowRun(server);
      await setState(server, parent.id, { type: "RUNNING" });
      const { body: standIn } = await server.post("/task_runs/", {
        flow_run_id: parent.id,
        task_key: "k",
        dynamic_key: "d",
      });
      const subflow = await createEndedRun({ parent_task_run_id: standIn.id });
      await prune(31, env);
      expect(await count("flow_runs", "id", subflow)).toBe(1);
      await setState(server, parent.id, { type: "COMPLETED" });
      await prune(31, env);
      expect([await count("flow_runs", "id", parent.id), await partsOf(subflow)]).toEqual([0, NOTHING]);
    });

    test("leave the key of an artifact to the newest one left, or to nobody", async () => {
      const old = await createEndedRun();
      const key = (text: string) => `${text}-${old}`;
      const keep = (own: object) => server.post("/artifacts/", { type: "markdown", ...own });
      const { body: kept } = await keep({ key: key("shared"), data: "kept" });
      await keep({ key: key("shared"), data: "gone", flow_run_id: old });
      await keep({ key: key("alone"), data: "gone", flow_run_id: old });
      await prune(31, env);
      const latest = await server.post("/artifacts/latest/filter", {
        artifacts: { key: { any_: [key("shared"), key("alone")] } },
      });
      expect(latest.body).toMatchObject([{ key: key("shared"), latest_id: kept.id, data: "kept" }]);
    });

    test("and task runs that ran in the background of none go the same way", async () => {
      const id = newId();
      await server.post("/events", [taskRunEvent({ id, flowRunId: null, type: "COMPLETED" })]);
      await server.post("/logs/", [line({ task_run_id: id })]);
      expect(await count("task_runs", "id", id)).toBe(1);
      await prune(29, env);
      expect(await count("task_runs", "id", id)).toBe(1);
      await prune(31, env);
      expect([await count("task_runs", "id", id), await count("logs", "task_run_id", id)]).toEqual([0, 0]);
    });
  });

  describe("events", () => {
    const send = async (event: string): Promise<string> => {
      const id = newId();
      const resource = { "prefect.resource.id": `thing.${id}` };
      const related = [1, 2].map((number) => ({
        "prefect.resource.id": `other.${number}.${id}`,
        "prefect.resource.role": "other",
      }));
      await server.post("/events", [
        { id, event, resource, related, payload: {}, occurred: new Date().toISOString() },
      ]);
      return id;
    };

    test("go with what finds them once they are older than a week", async () => {
      const id = await send("thing.happened");
      // On PostgreSQL readers see an event once no older transaction is open.
      const indexed = async () => {
        await indexRelatedResources(testContext(server.database));
        return count("event_related", "resource_key", `other.2.${id}`);
      };
      await expect.poll(indexed).toBe(1);
      await prune(6, {});
      expect(await count("events", "id", id)).toBe(1);
      await prune(8, {});
      expect(await count("events", "id", id)).toBe(0);
      expect(await count("event_related", "resource_key", `other.2.${id}`)).toBe(0);
    });

    test("of a name may go before the others", async () => {
      const [beat, other] = [await send("heart.beat"), await send("heart.rest")];
      const overrides = JSON.stringify({ "heart.beat": "1d" });
      await prune(2, { REEVE_SERVER_SERVICES_DB_VACUUM_EVENT_RETENTION_OVERRIDES: overrides });
      expect([await count("events", "id", beat), await count("events", "id", other)]).toEqual([0, 1]);
    });

    test("that come later are still sent and found", async () => {
      await prune(10_000, {});
      const flow = await createFlow(server);
      expect(await eventsOf(server, `prefect.flow.${flow.id}`)).toMatchObject([
        { event: "prefect.flow.created" },
      ]);
    });
  });

  describe("log lines", () => {
    test("go once they were stored long ago, whatever their runs do", async () => {
      const flow_run_id = newId();
      const at = (days: number) => leastIdAt(Date.now() + days * DAY * 1000);
      const rows = [0, 1, 20].map((days) => sampleLog({ id: at(days), flow_run_id, message: `day ${days}` }));
      await server.database.write((transaction) => transaction.insertInto("logs").values(rows).execute());
      await prune(15, { REEVE_SERVER_RETENTION_LOGS: "7d" });
      const { body } = await server.post("/logs/filter", { logs: { flow_run_id: { any_: [flow_run_id] } } });
      expect(body.map(({ message }: { message: string }) => message)).toEqual(["day 20"]);
    });
  });

  describe("artifacts", () => {
    test("go when they are old, but not the latest of a key and not the results of runs", async () => {
      const own = newId();
      const create = async (more: object) =>
        (await server.post("/artifacts/", { type: "markdown", ...more })).body.id as string;
      const before = await create({ key: `key-${own}` });
      const latest = await create({ key: `key-${own}` });
      const keyless = await create({});
      const { id: flowRunId } = await createFlowRun(server);
      await setState(server, flowRunId, { type: "COMPLETED", data: { type: "stored" } });
      await prune(8, { REEVE_SERVER_RETENTION_ARTIFACTS: "7d" });
      const left = await Promise.all([before, latest, keyless].map((id) => count("artifacts", "id", id)));
      expect(left).toEqual([0, 1, 0]);
      expect((await server.get(`/flow_runs/${flowRunId}`)).body.state.data).toEqual({ type: "stored" });
    });
  });

  test("it ends between two batches when the server stops", async () => {
    const flow = await createFlow(server);
    await prune(10_000, {}, AbortSignal.abort());
    expect(await eventsOf(server, `prefect.flow.${flow.id}`)).toHaveLength(1);
  });
});

describe("a file", () => {
  onEachServer(
    (server) => {
      const pages = async () => {
        const { rows } = await sql<{
          all: number;
          free: number;
        }>`select page_count as "all", freelist_count as free
          from pragma_page_count, pragma_freelist_count`.execute(server.database.reader);
        return rows[0]!;
      };
      beforeEach(async () => {
        const lines = Array.from({ length: 5000 }, () =>
          sampleLog({ id: newId(), message: "x".repeat(2000) }),
        );
        await server.database.write(async (transaction) => {
          for (let start = 0; start < lines.length; start += 500) {
            await transaction
              .insertInto("logs")
              .values(lines.slice(start, start + 500))
              .execute();
          }
        });
      });

      test("gives back most of the space of what was deleted", async () => {
        const before = await pages();
        const settings = readSettings({ env: { REEVE_SERVER_RETENTION_LOGS: "7d" } });
        await pruneOldData({ ...testContext(server.database, 8 * DAY), settings });
        const after = await pages();
        expect(after.all).toBeLessThan(before.all / 2);
        expect(after.free).toBeLessThanOrEqual(Math.max(after.all / 10, 100));
      });
    },
    {},
    ["sqlite"],
  );
});
