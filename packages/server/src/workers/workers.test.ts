import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { eventsOf } from "../../test/sample-requests.ts";
import { onEachServer } from "../../test/start-test-server.ts";

onEachServer((server) => {
  let pool: { id: string; name: string };
  beforeEach(async () => {
    pool = (await server.post("/work_pools/", { name: `pool-${randomUUID()}`, type: "process" })).body;
  });

  const beat = (name: string, own: object = {}) =>
    server.post(`/work_pools/${pool.name}/workers/heartbeat`, { name, ...own });
  const list = async (workers?: object) =>
    (await server.post(`/work_pools/${pool.name}/workers/filter`, { workers })).body;
  const namesOf = (workers: { name: string }[]) => workers.map(({ name }) => name);
  const poolStatus = async () => (await server.get(`/work_pools/${pool.name}`)).body.status;

  test("a first heartbeat makes a worker known and its pool ready, a later one neither again", async () => {
    expect((await beat("w")).status).toBe(204);
    const [worker] = await list();
    expect(worker).toMatchObject({
      name: "w",
      work_pool_id: pool.id,
      heartbeat_interval_seconds: null,
      status: "ONLINE",
    });
    expect(await poolStatus()).toBe("READY");
    expect((await beat("w", { heartbeat_interval_seconds: 5 })).status).toBe(204);
    const [again, ...others] = await list();
    expect(others).toEqual([]);
    expect(again).toMatchObject({ id: worker.id, created: worker.created, heartbeat_interval_seconds: 5 });
    expect(again.last_heartbeat_time > worker.last_heartbeat_time).toBe(true);
    const events = await eventsOf(server, `prefect.work-pool.${pool.id}`);
    expect(events.filter(({ event }) => event === "prefect.work-pool.ready")).toHaveLength(1);
  });

  test("a paused pool stays paused when a worker comes, and is ready when it is resumed", async () => {
    await server.call("PATCH", `/work_pools/${pool.name}`, { is_paused: true });
    await beat("w");
    expect(await poolStatus()).toBe("PAUSED");
    await server.call("PATCH", `/work_pools/${pool.name}`, { is_paused: false });
    expect(await poolStatus()).toBe("READY");
  });

  test("a worker is online until three of its own heartbeats are missing, or of the usual ones", async () => {
    await beat("quick", { heartbeat_interval_seconds: 5 });
    await beat("silent");
    server.passSeconds(20);
    expect(await list()).toMatchObject([
      { name: "silent", status: "ONLINE" },
      { name: "quick", status: "OFFLINE" },
    ]);
    expect(namesOf(await list({ status: { any_: ["ONLINE"] } }))).toEqual(["silent"]);
    expect(namesOf(await list({ status: { not_any_: ["ONLINE"] } }))).toEqual(["quick"]);
    expect(namesOf(await list({ status: { any_: ["OFFLINE", "ONLINE"] } }))).toEqual(["silent", "quick"]);
    expect(namesOf(await list({ status: { any_: [] } }))).toEqual([]);
    server.passSeconds(75);
    expect(namesOf(await list({ status: { any_: ["OFFLINE"] } }))).toEqual(["silent", "quick"]);
    await beat("quick");
    expect(namesOf(await list({ status: { any_: ["ONLINE"] } }))).toEqual(["quick"]);
  });

  test("workers are filtered by when they were last heard of", async () => {
    await beat("early");
    const [{ last_heartbeat_time: early }] = await list();
    await beat("late");
    expect(namesOf(await list({ last_heartbeat_time: { before_: early } }))).toEqual(["early"]);
    expect(namesOf(await list({ last_heartbeat_time: { after_: early } }))).toEqual(["late", "early"]);
  });

  test("many first heartbeats at once are of one worker", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => beat("w")));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect(await list()).toHaveLength(1);
  });

  test("a worker is forgotten", async () => {
    await beat("w");
    const path = `/work_pools/${pool.name}/workers/w`;
    expect((await server.call("DELETE", path)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect(await server.call("DELETE", path)).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("no worker named w") },
    });
  });

  test("a pool that is not there has no workers", async () => {
    const answers = [
      await server.post("/work_pools/none/workers/heartbeat", { name: "w" }),
      await server.post("/work_pools/none/workers/filter", {}),
      await server.call("DELETE", "/work_pools/none/workers/w"),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});
