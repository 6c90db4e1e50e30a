import { beforeAll, expect, test } from "vitest";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { sampleDeployment, sampleFlow } from "../../test/sample-rows.ts";
import { testContext } from "../../test/test-context.ts";
import type { Context } from "../context.ts";
import type { Database } from "../db/database.ts";
import { getDeployment } from "../deployments/read-deployments.ts";
import { getScheduledFlowRuns } from "../dispatch/get-scheduled-flow-runs.ts";
import { PollMarks } from "../dispatch/poll-marks.ts";
import { createWorkPool } from "../work-pools/create-work-pool.ts";
import { getWorkPool } from "../work-pools/read-work-pools.ts";
import { updateWorkPool } from "../work-pools/update-work-pool.ts";
import { getWorkQueue } from "../work-queues/read-work-queues.ts";
import { updateWorkQueue } from "../work-queues/update-work-queue.ts";
import { sendWorkerHeartbeat } from "../workers/send-worker-heartbeat.ts";
import { markUnreadyLoop } from "./mark-unready.ts";

forEachDialect((_dialect, openDatabase) => {
  let database: Database;
  let context: Context;
  beforeAll(async () => {
    database = await openDatabase();
    context = testContext(database);
  });

  const tickAfter = (seconds: number) => markUnreadyLoop(testContext(database, seconds)).tick();
  const addPool = (name: string) => createWorkPool(context, { name, type: "process" });
  const poolStatus = async (name: string) => (await getWorkPool(context, name)).status;
  const queueStatus = async (id: string) => (await getWorkQueue(context, { id })).status;
  const statusOf = async (id: string) => (await getDeployment(context, { id })).status;

  async function poll(name: string, own: Context = context) {
    await using marks = new PollMarks(own);
    await getScheduledFlowRuns(own, marks, name, { before: null, after: null, limit: 1 });
  }

  async function addDeployment(own: { work_queue_id?: string; last_polled?: string; status?: "READY" }) {
    const flow = sampleFlow();
    const deployment = sampleDeployment({ flow_id: flow.id, ...own });
    await database.write(async (transaction) => {
      await transaction.insertInto("flows").values(flow).execute();
      await transaction.insertInto("deployments").values(deployment).execute();
    });
    return deployment.id;
  }

  const eventsOf = async (resource: string) =>
    (
      await database.reader
        .selectFrom("events")
        .select("event")
        .where("resource_id", "=", `prefect.${resource}`)
        .orderBy("sequence")
        .execute()
    ).map(({ event }) => event.split(".").at(-1));

  test("a pool is not ready once its last worker is offline", async () => {
    const { id } = await addPool("left");
    await sendWorkerHeartbeat(context, "left", { name: "quick", heartbeat_interval_seconds: 5 });
    await sendWorkerHeartbeat(context, "left", { name: "slow", heartbeat_interval_seconds: 60 });
    await tickAfter(100);
    expect(await poolStatus("left")).toBe("READY");
    await tickAfter(190);
    await tickAfter(200);
    expect(await poolStatus("left")).toBe("NOT_READY");
    expect(await eventsOf(`work-pool.${id}`)).toEqual(["created", "not-ready", "ready", "not-ready"]);
  });

  test("a pool that is paused stays so when its workers go", async () => {
    await addPool("paused");
    await sendWorkerHeartbeat(context, "paused", { name: "w" });
    await updateWorkPool(context, "paused", { is_paused: true });
    await tickAfter(1000);
    expect(await poolStatus("paused")).toBe("PAUSED");
  });

  test("a queue is not ready once nobody asked for its runs for a minute, unless it is paused", async () => {
    const { default_queue_id: id } = await addPool("asked");
    await poll("asked");
    await tickAfter(55);
    expect(await queueStatus(id!)).toBe("READY");
    await tickAfter(65);
    expect(await queueStatus(id!)).toBe("NOT_READY");
    await poll("asked");
    expect(await queueStatus(id!)).toBe("READY");
    expect(await eventsOf(`work-queue.${id}`)).toEqual(["created", "ready", "not-ready", "ready"]);
    await updateWorkQueue(context, { id: id! }, { is_paused: true });
    await tickAfter(1000);
    expect(await queueStatus(id!)).toBe("PAUSED");
  });

  test("a deployment is ready while its queue is asked for runs, and was last polled when that was", async () => {
    const { default_queue_id } = await addPool("deployed");
    const id = await addDeployment({ work_queue_id: default_queue_id! });
    await poll("deployed");
    expect(await statusOf(id)).toBe("READY");
    await poll("deployed", testContext(database, 50));
    await tickAfter(100);
    expect(await statusOf(id)).toBe("READY");
    const { last_polled } = await getDeployment(context, { id });
    expect(last_polled).toBe((await getWorkQueue(context, { id: default_queue_id! })).last_polled);
    await tickAfter(120);
    await tickAfter(130);
    expect(await statusOf(id)).toBe("NOT_READY");
    expect(await eventsOf(`deployment.${id}`)).toEqual(["ready", "not-ready"]);
  });

  test("a deployment without a queue is not ready once nobody fetches its runs by its id", async () => {
    const id = await addDeployment({ status: "READY", last_polled: context.now() });
    await tickAfter(55);
    expect(await statusOf(id)).toBe("READY");
    await tickAfter(65);
    expect(await statusOf(id)).toBe("NOT_READY");
  });
});
